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

/** "Adam, lr 0.05, step 12: x 1, y 2, loss 3", and what changed there. */
export function stepInWords(run, k, variables) {
  const { step, x, y, loss } = run.path;
  const point = variables.length === 1 ? [x[k]] : [x[k], y[k]];
  const turn = turnInWords(run, step[k]);
  return `${run.label}, step ${step[k]}: ${coordinates(variables, point)}, loss ${number(loss[k])}${turn && `. ${turn}`}`;
}
