/** Arrows on a canvas, from pixel to pixel. */

import { stroke } from "./marks.js";

const HEAD = 8;

/** A shaft with a head, and a halo of the paper's colour so that it shows on any ground. */
export function shaft(context, from, to, { colour, rim, width = 2.2, dashed = false, hollow = false }) {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  if (length < 3) return;
  const head = Math.min(HEAD + width, 0.6 * length);
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const neck = [to[0] - head * 0.8 * Math.cos(angle), to[1] - head * 0.8 * Math.sin(angle)];
  path(context, from, neck);
  if (rim) stroke(context, rim, width + 2.4);
  if (dashed) context.setLineDash([5, 4]);
  path(context, from, neck);
  stroke(context, colour, width);
  context.setLineDash([]);
  point(context, to, angle, head);
  if (rim) stroke(context, rim, 2.4);
  context.fillStyle = hollow ? rim : colour;
  context.fill();
  if (hollow) stroke(context, colour, 1.4);
}

function path(context, from, to) {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
}

function point(context, [x, y], angle, size) {
  const corner = (turn) => [x - size * Math.cos(angle + turn), y - size * Math.sin(angle + turn)];
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(...corner(0.42));
  context.lineTo(...corner(-0.42));
  context.closePath();
}
