import { recall, remember } from "../../room/memory.js";
import { fromRoot } from "../../root.js";

const MOST = 20;

/** Keys are kept by this browser alone, for each place that the app is mounted at. */
const name = () => `rooms led ${new URL(fromRoot("")).pathname}`;

/** The rooms that this browser leads, the latest first: `{code, key, url, title, at}`, `at` being the address of the stage. */
export function keptRooms() {
  return recall(name()) ?? [];
}

/** Keep a room, or what has changed of it. */
export function keepRoom(room) {
  const known = keptRooms();
  const before = known.find(({ code }) => code === room.code);
  remember(name(), [{ ...before, ...room }, ...known.filter((one) => one !== before)].slice(0, MOST));
}

/** The room is over, or is not led from here any more. */
export function forgetRoom(code) {
  remember(name(), keptRooms().filter((one) => one.code !== code));
  if (codeHere() === code) goOnWith(null);
}

/** The room that this tab leads: it goes on by itself after a reload, and no other tab takes the stage from it unasked. */
export function roomHere() {
  return keptRooms().find(({ code }) => code === codeHere()) ?? null;
}

/** This tab leads that room from now on; none where `code` is null. */
export function goOnWith(code) {
  try {
    if (code) sessionStorage.setItem(name(), code);
    else sessionStorage.removeItem(name());
  } catch {
    // a browser that keeps nothing opens the room anew from the shelf
  }
}

function codeHere() {
  try {
    return sessionStorage.getItem(name());
  } catch {
    return null;
  }
}
