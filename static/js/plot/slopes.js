/** The slope that is looked at, on the pictures: where it is asked for, the secants, the tangents, the planes. */

import { arrow, disc, ring, stroke } from "./marks.js";

const SAMPLES = 48; // a straight line bends where heights are drawn on a logarithmic scale
const MESH = 5; // lines each way in a plane's grid
const HERE = 4.5; // pixels of the point's radius
const HEAD = 9; // pixels of an arrow's tip before its middle
const ARROW = 24; // pixels: on a shorter way the arrow would hide it
const TANGENT = 44; // pixels of it on the map, to either side

/** On the map: the point, how far h reaches along each variable, and the steps taken by hand. */
export function slopeOnMap(context, axes, { at, trail, answer }, theme) {
  const here = axes.pixel(...at);
  footprints(context, [...trail.map((point) => axes.pixel(...point)), here], theme);
  for (const told of answer?.variables ?? []) {
    const there = axes.pixel(...told.there);
    line(context, axes, here, there, theme.accent);
    disc(context, ...there, 4, theme.paper);
    ring(context, ...there, 4, theme.accent, 2);
  }
  if (answer) fall(context, here, answer.gradient, axes, theme);
  disc(context, ...here, 6.5, theme.paper);
  disc(context, ...here, HERE, theme.accent);
}

/** On the curve: secant and tangent through the point. `scale` is that of the heights. */
export function slopeOnCurve(context, axes, { at, trail, answer }, theme, scale, onCurve) {
  footprints(context, [...trail, at].map(([x]) => onCurve(x)), theme);
  const [told] = answer?.variables ?? [];
  if (!told) return disc(context, ...onCurve(at[0]), 4.5, theme.accent);
  if (told.tangent) bent(context, axes, told.tangent, scale, theme.soft, 1.4, [5, 5]);
  if (told.secant) {
    bent(context, axes, told.secant, scale, theme.accent, 2.2, []);
    const there = axes.pixel(told.there[0], scale.at(told.loss_there));
    disc(context, ...there, 4, theme.paper);
    ring(context, ...there, 4, theme.accent, 2);
  }
  disc(context, ...onCurve(at[0]), 5, theme.accent);
}

/** In 3-D: the secant (at h = 0 the tangent) along each variable, and the plane through them, as lines in the box. */
export function slopeLines({ at, answer }, box, theme) {
  if (!answer || answer.loss === null || !box.holds(...at)) return [];
  const plane = answer.plane ?? answer.tangent_plane;
  const along = answer.variables.map((told, k) => {
    const straight = told.secant ?? told.tangent;
    return straight ? patchOf(straight, plane, k, at, box) : [];
  });
  return [
    { points: mesh(plane, box), colour: theme.accent, width: 2 },
    { points: along.flatMap((points, k) => (k && points.length ? [null, ...points] : points)), colour: theme.accent, width: 6 },
  ];
}

function patchOf([[t0, z0], [t1, z1]], plane, k, at, box) {
  const [low, high] = plane ? plane[k ? "y" : "x"] : [at[k], at[k]];
  return spread(low, high, 24).map((t) => {
    const point = at.map((c, i) => (i === k ? t : c));
    return [...point, heightOf(z0 + ((z1 - z0) * (t - t0)) / (t1 - t0), box)];
  });
}

function mesh(plane, box) {
  if (!plane) return [];
  const { x, y, z } = plane;
  const at = (u, v) => {
    const below = z[0][0] + (z[0][1] - z[0][0]) * u;
    const above = z[1][0] + (z[1][1] - z[1][0]) * u;
    return [x[0] + (x[1] - x[0]) * u, y[0] + (y[1] - y[0]) * v, heightOf(below + (above - below) * v, box)];
  };
  const shares = spread(0, 1, MESH);
  const rows = shares.flatMap((v) => [...spread(0, 1, 12).map((u) => at(u, v)), null]);
  const columns = shares.flatMap((u) => [...spread(0, 1, 12).map((v) => at(u, v)), null]);
  return [...rows, ...columns.slice(0, -1)];
}

/** Within the box's heights: a plane goes on below every surface. */
function heightOf(loss, { grid, scale, lift }) {
  const height = scale.at(loss);
  const low = grid.low;
  return Math.min(grid.high, Math.max(low, Number.isNaN(height) || height === null ? low : height)) + lift;
}

function bent(context, axes, [[t0, z0], [t1, z1]], scale, colour, width, dashes) {
  context.beginPath();
  let pen = "moveTo";
  for (const t of spread(t0, t1, SAMPLES)) {
    const height = scale.at(z0 + ((z1 - z0) * (t - t0)) / (t1 - t0));
    if (height === null || !Number.isFinite(height)) {
      pen = "moveTo";
      continue;
    }
    context[pen](...axes.pixel(t, height));
    pen = "lineTo";
  }
  context.setLineDash(dashes);
  stroke(context, colour, width);
  context.setLineDash([]);
}

function line(context, axes, from, to, colour) {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  stroke(context, colour, 2.4);
}

/** The fall line through the point: straight down the slope, and up again. */
function fall(context, [px, py], gradient, axes, theme) {
  const [dx, dy] = [gradient[0] / axes.perX, -gradient[1] / axes.perY];
  const length = Math.hypot(dx, dy);
  if (!Number.isFinite(length) || length === 0) return;
  const [ux, uy] = [(dx / length) * TANGENT, (dy / length) * TANGENT];
  context.beginPath();
  context.moveTo(px - ux, py - uy);
  context.lineTo(px + ux, py + uy);
  context.setLineDash([4, 5]);
  stroke(context, theme.soft, 1.2);
  context.setLineDash([]);
}

/** The way that steps by hand have gone, from where it began to an arrow where it has come. */
function footprints(context, points, theme) {
  if (points.length < 2) return;
  for (const [colour, width] of [[theme.paper, 6], [theme.accent, 3]]) {
    context.beginPath();
    points.forEach(([px, py], k) => (k ? context.lineTo(px, py) : context.moveTo(px, py)));
    stroke(context, colour, width);
  }
  for (const [px, py] of points.slice(0, -1)) {
    disc(context, px, py, 5, theme.paper);
    ring(context, px, py, 4, theme.accent, 2);
  }
  const [[ax, ay], [bx, by]] = points.slice(-2);
  const length = Math.hypot(bx - ax, by - ay);
  if (length < ARROW) return;
  const back = (HERE + 2 + HEAD) / length; // beside the point, not under it
  arrow(context, { x: bx - (bx - ax) * back, y: by - (by - ay) * back, angle: Math.atan2(by - ay, bx - ax) }, HEAD, theme.accent, theme.paper);
}

const spread = (from, to, count) => Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
