/** Several kinds over one or two inputs, drawn on a canvas: which is likeliest where, and where that changes. */

import { stroke } from "./marks.js";
import { blend, faint } from "./theme.js";

const SHAPES = [
  [],
  [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
  [[0, -1.1], [1, 0.8], [-1, 0.8]],
  [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
  [[0, 1.1], [1, -0.8], [-1, -0.8]],
];

const SHADE = 0.28;

/**
 * The likeliest kind of each place as a tint, a place a pixel, stretched softly over the picture: the borders drawn
 * over it are the sharp ones. `regions[j][i]` belongs to x[i], y[j]; over one input `regions[i]` to x[i].
 */
export function regionsOn(context, axes, { x, y }, regions, theme) {
  const lines = y ? regions : [regions];
  const [left, right] = edges(x, (value) => axes.pixel(value, 0)[0]);
  const [bottom, top] = y ? edges(y, (value) => axes.pixel(0, value)[1]) : [axes.top + axes.height, axes.top];
  context.imageSmoothingEnabled = Boolean(y);
  context.drawImage(tinted(lines, theme), left, top, right - left, bottom - top);
}

/** A pixel for each place, the last line of places on top. */
function tinted(lines, theme) {
  const canvas = Object.assign(document.createElement("canvas"), { width: lines[0].length, height: lines.length });
  const context = canvas.getContext("2d");
  lines.forEach((line, j) => line.forEach((kind, i) => {
    context.fillStyle = blend(theme.kind(kind), theme.paper, SHADE);
    context.fillRect(i, lines.length - 1 - j, 1, 1);
  }));
  return canvas;
}

/** Half a place beyond the first and the last. */
function edges(places, pixel) {
  const half = (places[1] - places[0]) / 2;
  return [pixel(places[0] - half), pixel(places.at(-1) + half)];
}

/** Over one input: where one kind gives way to another, halfway between two places, as a line in a run's colour. */
export function turnsOn(context, axes, { x }, regions, look) {
  context.beginPath();
  for (let i = 1; i < x.length; i++) {
    if (regions[i] === regions[i - 1]) continue;
    const [px] = axes.pixel((x[i] + x[i - 1]) / 2, 0);
    context.moveTo(px, axes.top);
    context.lineTo(px, axes.top + axes.height);
  }
  stroke(context, look.rim, look.width + 2);
  stroke(context, look.colour, look.width);
}

/** The mark of a row of a kind: a shape as well as a colour tells it. */
export function kindMark(context, px, py, kind, theme, radius = 4) {
  const corners = SHAPES[kind % SHAPES.length];
  context.beginPath();
  if (corners.length) corners.forEach(([x, y]) => context.lineTo(px + radius * x, py + radius * y));
  else context.arc(px, py, 0.9 * radius, 0, 2 * Math.PI);
  context.closePath();
  context.fillStyle = theme.kind(kind);
  context.fill();
  stroke(context, faint(theme.ink, 0.75), 1);
}
