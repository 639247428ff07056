/** Row by row: what a model with many inputs answers, against what was to be found. */

import { disc, stroke } from "./marks.js";
import { faint } from "./theme.js";

// Multiples of these two, modulo 1, fill a square evenly: M. Roberts, The Unreasonable Effectiveness of Quasirandom
// Sequences, 2018.
const [ACROSS, UP] = [0.7548776662, 0.569840291];
const SPREAD = 0.6;

/** Where a row lies: what it is across, what the model answers upwards. Kinds are spread a little, so that rows can be counted. */
export function placeOfAnswer({ target, threshold, y }, k, answer) {
  const kinds = target.labels.length;
  if (!kinds) return [y[k], answer];
  return [y[k] + spread(k, ACROSS), threshold === null ? answer + spread(k, UP) : answer];
}

/** Every row's answer of one run. */
export function answersOn(context, axes, data, answers, { colour }) {
  for (let k = 0; k < data.rows; k++) {
    if (answers[k] === null) continue;
    const [px, py] = axes.pixel(...placeOfAnswer(data, k, answers[k]));
    if (axes.holds(px, py, 4)) disc(context, px, py, 3, faint(colour, 0.6));
  }
}

/** Where answers are right: on the diagonal; of two kinds, on the right side of the line where neither is likelier. */
export function rightOn(context, axes, { target, threshold }, theme) {
  const [low, high] = axes.x;
  const ends = target.labels.length && threshold !== null ? [[low, threshold], [high, threshold]] : [[low, low], [high, high]];
  context.beginPath();
  ends.forEach(([x, y]) => context.lineTo(...axes.pixel(x, y)));
  context.setLineDash([2, 4]);
  stroke(context, faint(theme.ink, 0.5), 1);
  context.setLineDash([]);
}

/** What a range of kinds spans, each with its room. */
export const kindRange = (count) => [-0.5, count - 0.5];

const spread = (k, step) => (((k * step) % 1) - 0.5) * SPREAD;
