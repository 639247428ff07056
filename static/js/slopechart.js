import { number } from "./plot/numbers.js";

const [WIDTH, HEIGHT] = [328, 168];
const [LEFT, RIGHT, TOP, BOTTOM] = [8, 8, 12, 22];
const SHOWN = 1 / 6; // of the window, to either side of the point
const SVG = "http://www.w3.org/2000/svg";

/**
 * The loss along one variable near a point: the curve, the secant through the point and the one at h, the tangent,
 * and the triangle of h and the rise. `told` is the server's answer for the variable; a new SVG element.
 */
export function slopeChart(told, { at, loss, h }) {
  const frame = frameOf(told, at, loss, h);
  const { x, y } = frame;
  const [t1, z1] = [at + h, told.loss_there];
  const svg = make("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "slope-chart", role: "img", "aria-label": inWords(told, at, loss, h) });
  const add = (tag, attributes, text) => svg.append(make(tag, attributes, text));
  add("path", { class: "curve", d: pathOf(told.slice.t.map((t, k) => [t, told.slice.z[k]]).filter(([t]) => t >= frame.low && t <= frame.high), frame) });
  if (told.tangent) add("path", { class: "tangent", d: pathOf(across(told.tangent, frame), frame) });
  if (told.secant) {
    add("path", { class: "secant", d: pathOf(across(told.secant, frame), frame) });
    add("path", { class: "triangle", d: `M${x(at)} ${y(loss)}H${x(t1)}V${y(z1)}` });
    triangleLabels(add, frame, { at, loss, h, t1, z1 });
    add("circle", { class: "there", cx: x(t1), cy: y(z1), r: 4 });
  }
  if (loss !== null) add("circle", { class: "here", cx: x(at), cy: y(loss), r: 4.5 });
  add("text", { class: "tick", x: x(at), y: HEIGHT - 5, "text-anchor": "middle" }, `${told.name} = ${number(at)}`);
  return svg;
}

function triangleLabels(add, { x, y }, { at, loss, h, t1, z1 }) {
  const wide = Math.abs(x(t1) - x(at)) > 46;
  const below = z1 >= loss ? 13 : -5;
  if (wide) add("text", { class: "label", x: (x(at) + x(t1)) / 2, y: y(loss) + below, "text-anchor": "middle" }, `h = ${number(h, 3)}`);
  if (Math.abs(y(z1) - y(loss)) < 14) return;
  const side = h > 0 ? 6 : -6;
  add("text", { class: "label", x: x(t1) + side, y: (y(loss) + y(z1)) / 2 + 4, "text-anchor": h > 0 ? "start" : "end" }, number(z1 - loss, 3));
}

/** What is shown, and where it stands: the same for every h that fits. */
function frameOf({ slice, loss_there: there }, at, loss, h) {
  const reach = SHOWN * (slice.t.at(-1) - slice.t[0]);
  const low = Math.min(at - reach, at + 1.15 * h);
  const high = Math.max(at + reach, at + 1.15 * h);
  const seen = slice.z.filter((z, k) => z !== null && slice.t[k] >= low && slice.t[k] <= high);
  const all = [...seen, loss, there].filter((z) => z !== null);
  const [bottom, top] = all.length ? [Math.min(...all), Math.max(...all)] : [0, 1];
  const room = 0.12 * (top - bottom || 1);
  return {
    low, high,
    x: (t) => round(LEFT + ((t - low) / (high - low)) * (WIDTH - LEFT - RIGHT)),
    y: (z) => round(HEIGHT - BOTTOM - ((z - bottom + room) / (top - bottom + 2 * room)) * (HEIGHT - TOP - BOTTOM)),
  };
}

/** The part of a straight line that the frame shows. */
function across([[t0, z0], [t1, z1]], { low, high }) {
  const at = (t) => [t, z0 + ((z1 - z0) * (t - t0)) / (t1 - t0)];
  return [at(low), at(high)];
}

function pathOf(points, { x, y }) {
  let pen = "M";
  return points.map(([t, z]) => {
    if (z === null) {
      pen = "M";
      return "";
    }
    const piece = `${pen}${x(t)} ${y(z)}`;
    pen = "L";
    return piece;
  }).join("");
}

function inWords(told, at, loss, h) {
  const rise = told.secant ? `; ${number(h)} further on it has changed by ${number(told.loss_there - loss)}` : "";
  return `The loss along ${told.name}: ${number(loss)} at ${told.name} = ${number(at)}${rise}.`;
}

function make(tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

const round = (value) => Math.round(value * 10) / 10;
