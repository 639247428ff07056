/** The small signs drawn on a canvas: balls, rings, crosses, arrows, words. Sizes in CSS pixels. */

const TURN = 2 * Math.PI;
const LINE = 16;
const WIDTHS = [26, 18, 12]; // letters in a line of a remark, as there is room

/** A filled ball with a rim of the paper's colour; on top of `below` others it is smaller and lets them show round it. */
export function ball(context, x, y, below, colour, rim) {
  const radius = 5.8 * 0.68 ** below;
  if (below === 0) disc(context, x, y, radius + 1.6, rim);
  disc(context, x, y, radius, colour);
}

export function disc(context, x, y, radius, colour) {
  context.beginPath();
  context.arc(x, y, radius, 0, TURN);
  context.fillStyle = colour;
  context.fill();
}

export function ring(context, x, y, radius, colour, width = 1.5) {
  context.beginPath();
  context.arc(x, y, radius, 0, TURN);
  stroke(context, colour, width);
}

/** A cross: here the run broke off. */
export function cross(context, x, y, size, colour, rim) {
  for (const [ink, width] of [[rim, 6], [colour, 2.8]]) {
    context.beginPath();
    context.moveTo(x - size, y - size);
    context.lineTo(x + size, y + size);
    context.moveTo(x - size, y + size);
    context.lineTo(x + size, y - size);
    stroke(context, ink, width);
  }
}

/** A diamond: from here on something is otherwise. */
export function diamond(context, x, y, size, colour, rim) {
  context.beginPath();
  for (const [dx, dy] of [[size, 0], [0, size], [-size, 0], [0, -size]]) context.lineTo(x + dx, y + dy);
  context.closePath();
  stroke(context, rim, 5);
  context.fillStyle = rim;
  context.fill();
  stroke(context, colour, 1.8);
}

/** An arrowhead: here the run left the picture. */
export function arrow(context, { x, y, angle }, size, colour, rim) {
  context.save();
  context.translate(x, y);
  context.rotate(angle);
  context.beginPath();
  context.moveTo(size, 0);
  context.lineTo(-size * 0.7, size * 0.75);
  context.lineTo(-size * 0.35, 0);
  context.lineTo(-size * 0.7, -size * 0.75);
  context.closePath();
  stroke(context, rim, 3.5);
  context.fillStyle = colour;
  context.fill();
  context.restore();
}

/** A minimum that is known: a ring with its middle, the ring alone where a lower one exists. */
export function minimum(context, x, y, global, colour, rim) {
  ring(context, x, y, 5, rim, 4);
  ring(context, x, y, 5, colour, 1.4);
  if (global) disc(context, x, y, 1.8, colour);
}

/** A word on the picture, legible over anything. */
export function word(context, text, x, y, { colour, rim, font, align = "left" }) {
  Object.assign(context, { font: `12px ${font}`, textAlign: align, textBaseline: "middle", lineJoin: "round" });
  context.lineWidth = 4;
  context.strokeStyle = rim;
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** A remark on a point: its words in short lines, joined to it by a thin line. `axes` say where there is room. */
export function remark(context, text, x, y, axes, look) {
  const { lines, right } = beside(context, text, x, axes, look.font);
  const needs = 46 + LINE * lines.length;
  const fitsBelow = y + needs < axes.top + axes.height;
  const above = y - needs > axes.top && (y < axes.top + axes.height / 2 || !fitsBelow);
  const first = above ? y - 46 - LINE * (lines.length - 1) : y + 46;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x, above ? y - 36 : y + 36);
  stroke(context, look.colour, 0.8);
  disc(context, x, y, 2.8, look.colour);
  const own = { ...look, align: right ? "left" : "right" };
  lines.forEach((line, k) => word(context, line, x + (right ? -4 : 4), first + LINE * k, own));
}

/** Words beside a point in lines that have room there: to its right if they fit, else where there is more of it. */
function beside(context, text, x, axes, font) {
  context.font = `12px ${font}`;
  const [before, after] = [x - axes.left, axes.left + axes.width - x];
  const width = (lines) => Math.max(...lines.map((line) => context.measureText(line).width));
  const fitting = WIDTHS.map((letters) => broken(text, letters)).filter((lines) => width(lines) < Math.max(before, after));
  const lines = fitting[0] ?? broken(text, WIDTHS.at(-1));
  return { lines, right: after > width(lines) || after > before };
}

function broken(text, width) {
  const lines = [""];
  for (const piece of text.split(" ")) {
    if (lines.at(-1).length + piece.length > width) lines.push("");
    lines[lines.length - 1] += `${lines.at(-1) && " "}${piece}`;
  }
  return lines;
}

export function stroke(context, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineCap = "round";
  context.lineJoin = "round";
  context.stroke();
}
