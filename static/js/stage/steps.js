import { change, read, textOf, write } from "../experiment.js";

/** The lecture that the page holds: {name, title, minutes, steps}, each step with its query, look and words. */
export function lectureIn(page = document) {
  return JSON.parse(page.getElementById("lecture").textContent);
}

/** The addresses of the scripts and styles that the page may need. */
export function filesIn(page = document) {
  return JSON.parse(page.getElementById("kept").textContent);
}

/** The pairs that a step of a lecture opens with: at rest at its beginning, unless the step says otherwise. */
export function openingOf({ query, look }, dress = {}) {
  const pairs = [...read(query), ...read(look)];
  const said = ["step", "autoplay"].some((key) => textOf(pairs, key) !== undefined);
  return change(pairs, { ...(said ? {} : { step: "0" }), ...dress });
}

/** Which step an address such as #3 means, from 0; the first where it means none. */
export function placeIn(hash, steps) {
  const found = /^#(\d{1,4})$/.exec(hash);
  return found && found[1] >= 1 && found[1] <= steps.length ? Number(found[1]) - 1 : 0;
}

/** What the address says that every step wears: light or dark. */
export function dressIn(search) {
  const theme = textOf(read(search), "theme");
  return theme === undefined ? {} : { theme };
}

/** The address of a step of the lecture that is open here. */
export function addressOf(place, at, { theme = null }) {
  const search = write(change(read(place.search), { theme }));
  return `${place.pathname}${search ? `?${search}` : ""}#${at + 1}`;
}
