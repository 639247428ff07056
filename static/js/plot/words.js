/** What is said about a picture, for those who hear the page and for the line under a picture. */

import { number } from "./numbers.js";
import { turnInWords } from "./turns.js";

/** "the paths of 3 runs", "the path of one run". */
export function pathsOf(runs) {
  const shown = runs.filter((run) => !run.hidden).length;
  if (shown === 0) return "no path";
  return shown === 1 ? "the path of one run" : `the paths of ${shown} runs`;
}

/** "x −1.2, y 3". */
export function coordinates(variables, point) {
  return variables.map((name, k) => `${name} ${number(point[k])}`).join(", ");
}

/** A label about a run's step: whose it is, where, how low, and what changed there. */
export function stepLabel(run, k, variables) {
  const { step, x, y, loss, off_plane: off } = run.path;
  const point = variables.length === 1 ? [x[k]] : [x[k], y[k]];
  const away = off?.[k] !== undefined ? `${number(off[k], 3)} off the plane drawn` : "";
  const lines = [`step ${step[k]}: ${coordinates(variables, point)}`, `loss ${number(loss[k])}`, away, turnInWords(run, step[k])];
  return { title: run.label, run: run.id, lines: lines.filter(Boolean) };
}

/** A label about a point of the surface. Between grid points the loss is interpolated, and says so. */
export function pointLabel(variables, point, loss) {
  const height = Number.isNaN(loss) ? "no loss here" : `loss ≈ ${number(loss, 3)}`;
  return { lines: [coordinates(variables, point), height] };
}

/** What stands at the axes of a surface: the variables, or what lies along a network's plane. */
export function titlesOf({ variables, plane }) {
  return plane?.titles ?? variables;
}

const LETTER = 6.4; // pixels that a letter of a title takes

/** A title where there is room for so many pixels of it; else without what it says in brackets. */
export function fitting(title, pixels) {
  return title.length * LETTER > pixels ? title.replace(/ \(.*\)$/, "") : title;
}
