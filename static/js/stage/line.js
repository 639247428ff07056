import { change, read, write } from "../experiment.js";

/**
 * The line between the stage and its window of notes, within this browser: no network is needed for it. Both ends have
 * the same lecture's address, the notes with /notes after it. `hear(message)` is told what the other end says.
 */
export function openLine(hear, place = location) {
  const path = place.pathname.replace(/\/notes$/, "");
  const line = new BroadcastChannel(`fall-line-stage ${path}?${write(change(read(place.search), { theme: null }))}`);
  line.addEventListener("message", ({ data }) => hear(data));
  return (message) => line.postMessage(message);
}
