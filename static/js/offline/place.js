import { heldPlace } from "../heldplace.js";

/** A file keeps what it shows in itself. */
export const place = heldPlace();
