import { heldPlace } from "./heldplace.js";

/** Where the page is: its address and its history. The address of a stage or a room says what is taught there, not what is drawn. */
export const place = document.body.dataset.mode ? heldPlace() : window;
