/** A model over its data, drawn on a canvas: the rows, what the model answers, and how far off it is. */

import { disc, ring, stroke } from "./marks.js";
import { faint } from "./theme.js";

const MANY = 400; // more rows than this are smaller, and their errors would be a blot
export const CROWD = 3000; // more than this are dots of a pixel or two, the fainter the more there are
const DASH = [5, 5];

/** The rows; where the target has two kinds the second one is filled. `size` grows with the room there is. */
export function rowsOn(context, axes, data, theme, place) {
  if (data.rows > CROWD) return crowdOn(context, axes, data, theme, place);
  const radius = data.rows > MANY ? 1.8 : 3.2;
  for (let k = 0; k < data.rows; k++) {
    const [px, py] = axes.pixel(...place(k));
    if (!axes.holds(px, py, 4)) continue;
    if (data.kind === "boundary" && !data.y[k]) ring(context, px, py, radius - 0.4, theme.soft, 1.4);
    else disc(context, px, py, radius, faint(theme.ink, data.rows > MANY ? 0.35 : 0.62));
  }
}

/** Rows in their thousands; those of the second kind in the ink, the first in a softer colour. */
function crowdOn(context, axes, data, theme, place) {
  const alpha = Math.max(0.08, Math.min(0.4, (0.4 * CROWD) / data.rows));
  const [ink, soft] = [faint(theme.ink, alpha), faint(theme.accent, alpha)];
  for (let k = 0; k < data.rows; k++) {
    const [px, py] = axes.pixel(...place(k));
    context.fillStyle = data.kind === "boundary" && !data.y[k] ? soft : ink;
    if (axes.holds(px, py, 4)) context.fillRect(px - 1, py - 1, 2, 2);
  }
}

/** Rings round the rows of a batch, where `place(k)` says that they lie. */
export function batchOn(context, axes, rows, theme, place) {
  for (const k of rows) {
    const [px, py] = axes.pixel(...place(k));
    ring(context, px, py, 6, theme.accent, 1.8);
  }
}

/** What a model answers over its one input, or where it is undecided over two. */
export function modelOn(context, axes, shape, places, look) {
  if (shape.answers) curveOn(context, axes, places, shape.answers);
  else if (shape.boundary) boundaryOn(context, axes, shape.boundary);
  else return;
  if (look.dashed) context.setLineDash(DASH);
  if (look.rim) stroke(context, look.rim, look.width + 2);
  stroke(context, look.colour, look.width);
  context.setLineDash([]);
}

function curveOn(context, axes, x, answers) {
  context.beginPath();
  let drawn = false;
  answers.forEach((answer, k) => {
    if (answer === null) return (drawn = false);
    const [px, py] = axes.pixel(x[k], answer);
    if (drawn) context.lineTo(px, py);
    else context.moveTo(px, py);
    drawn = true;
  });
}

function boundaryOn(context, axes, pieces) {
  context.beginPath();
  for (const [x, y, u, v] of pieces) {
    context.moveTo(...axes.pixel(x, y));
    context.lineTo(...axes.pixel(u, v));
  }
}

/** From each row to what the model answers there: as a line, or as the square whose area the loss counts. */
export function errorsOn(context, axes, data, answers, { colour, squares }) {
  if (data.rows > MANY) return;
  for (let k = 0; k < data.rows; k++) {
    if (answers[k] === null) continue;
    const [px, py] = axes.pixel(data.x[0][k], data.y[k]);
    const [, qy] = axes.pixel(data.x[0][k], answers[k]);
    if (squares) square(context, px, py, qy, faint(colour, Math.min(0.16, 8 / data.rows)), faint(colour, 0.4));
    else upright(context, px, py, qy, colour);
  }
}

function upright(context, px, py, qy, colour) {
  context.beginPath();
  context.moveTo(px, py);
  context.lineTo(px, qy);
  stroke(context, faint(colour, 0.5), 1.2);
}

/** Away from the model, as a statistician draws it: one side is the error itself. */
function square(context, px, py, qy, filling, outline) {
  const side = qy - py;
  context.fillStyle = filling;
  context.fillRect(px, py, side, side);
  context.beginPath();
  context.rect(px, py, side, side);
  stroke(context, outline, 0.8);
}

/** The row that a pixel points at, or null. */
export function rowAt(axes, { rows }, px, py, place, reach = 12) {
  let best = { distance: reach, row: null };
  for (let k = 0; k < rows; k++) {
    const [x, y] = axes.pixel(...place(k));
    const distance = Math.hypot(x - px, y - py);
    if (distance < best.distance) best = { distance, row: k };
  }
  return best.row;
}
