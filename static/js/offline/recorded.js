import { unpack } from "./unpack.js";

/** What a server answered when this file was made, by what was asked. */
export const recorded = await (await unpack("recorded")).json();
