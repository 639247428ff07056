/**
 * What moves the runs, drawn at the step looked at: downhill, momentum, the last and the next step, the scaling
 * of the axes, the directions of curvature; and the gradient field.
 *
 * `scene.arrows` maps the names that are switched on to their titles. Downhill and momentum share one measure in
 * a picture: the longest of them is LONGEST pixels. Steps are as long as they are.
 */

import { shaft } from "./arrowheads.js";
import { stroke, word } from "./marks.js";
import { number } from "./numbers.js";
import { faint } from "./theme.js";
import { headAt } from "./trail.js";

const LONGEST = 64;
const ELLIPSE = 36;
const BEND = [12, 58]; // the shortest and the longest half of a direction of curvature, in pixels

/** The runs' arrows on the map. `items` are those of Runs: each with its place(k) in pixels. */
export function arrowsOnMap(context, axes, items, scene, theme) {
  const shown = items.map((item) => forcesOf(item, scene, axes)).filter((entry) => entry.here && axes.holds(...entry.here, 40));
  const longest = Math.max(...shown.flatMap(({ forces }) => forces.map(({ by }) => Math.hypot(...by))));
  for (const entry of shown) {
    const look = { colour: theme.run(entry.run.id), rim: theme.paper };
    const row = entry.run.inside;
    if (scene.arrows.has("scale") && row?.scale) ellipse(context, entry.here, row.scale, axes, look.colour);
    if (scene.arrows.has("bend") && entry.run.focus && row?.curvature) bends(context, entry.here, row.curvature, axes, theme);
    steps(context, entry, scene, look);
    for (const force of entry.forces) forceArrow(context, entry, force, longest, { ...look, theme });
  }
}

/** The runs' arrows on the curve, where a slope points left or right. */
export function arrowsOnCurve(context, axes, items, scene, theme) {
  arrowsOnMap(context, axes, items, { ...scene, arrows: without(scene.arrows, ["scale", "bend"]) }, theme);
}

/** Downhill on a grid of points, under everything else. `place(i, j)` is the pixel of a grid point. */
export function fieldOnPicture(context, axes, field, theme, place) {
  if (!field) return;
  const { x, y = [0] } = field;
  const reach = 0.44 * Math.min(axes.width / x.length, field.y ? axes.height / y.length : Infinity);
  const steepest = Math.max(...x.flatMap((_, i) => y.map((__, j) => Math.hypot(...slopeAt(field, i, j)) || 0)));
  const colour = faint(theme.ink, 0.5);
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < y.length; j++) downhill(context, place(i, j), slopeAt(field, i, j), { axes, reach, steepest, colour });
  }
}

/** Downhill at each grid point as short lines in the box of a 3-D view. */
export function fieldLines(field, box) {
  if (!field?.y) return [];
  const steepest = Math.max(...field.x.flatMap((_, i) => field.y.map((__, j) => Math.hypot(...slopeAt(field, i, j)) || 0)));
  const points = field.x.flatMap((x, i) => field.y.flatMap((y, j) => {
    const [gx, gy] = slopeAt(field, i, j);
    const [u, v] = [-gx / box.spanX, -gy / box.spanY];
    const length = Math.hypot(u, v);
    if (!length || !Number.isFinite(length)) return [];
    const reach = (0.42 / field.x.length) * Math.max(0.3, (Math.hypot(gx, gy) / steepest) ** 0.25);
    return [...draped([x, y], [x + (u / length) * reach * box.spanX, y + (v / length) * reach * box.spanY], box, 4), null];
  }));
  return points.slice(0, -1);
}

/** A run's arrows in the box of a 3-D view, lying on the surface, as one broken line. `longest` is the longest force. */
export function arrowLines(run, scene, box, longest) {
  const k = headAt(run.path, lookedAt(scene));
  const here = pointAt(run.path, k);
  if (!here || !box.holds(...here)) return [];
  const ends = forceVectors(run, scene, k).map(({ by: [u, v] }) => {
    const share = 0.16 / longest;
    return [here[0] + u * share * box.spanX ** 2, here[1] + v * share * box.spanY ** 2];
  });
  const pieces = ends.map((end) => arrow3d(here, end, box));
  const [before, after] = [pointAt(run.path, k - 1), pointAt(run.path, k + 1)];
  if (scene.arrows.has("step") && before) pieces.push(arrow3d(before, here, box));
  if (scene.arrows.has("next") && after) pieces.push(arrow3d(here, after, box));
  return pieces.flatMap((points, i) => (i ? [null, ...points] : points));
}

/** The longest force of all runs, in shares of the box. */
export function longestForce(scene, box) {
  const sizes = scene.runs.filter((run) => !run.hidden)
    .flatMap((run) => forceVectors(run, scene, headAt(run.path, lookedAt(scene))))
    .map(({ by: [u, v] }) => Math.hypot(u * box.spanX, v * box.spanY));
  return Math.max(...sizes.filter(Number.isFinite), 1e-300);
}

export const lookedAt = (scene) => scene.hover ?? scene.step;

function forcesOf(item, scene, axes) {
  const k = headAt(item.run.path, lookedAt(scene));
  const here = k < 0 ? null : item.place(k);
  const forces = forceVectors(item.run, scene, k).map((force) => ({ ...force, by: [force.by[0] * axes.perX, -(force.by[1] ?? 0) * axes.perY] }));
  return { run: item.run, place: item.place, k, here, forces };
}

/** What pulls at a run: [{name, by}], `by` with the sign of a step. */
function forceVectors(run, { arrows }, k) {
  if (k < 0) return [];
  const minus = (vector) => vector.map((value) => -value);
  const gradient = [run.path.gx[k], run.path.gy?.[k]].filter((value) => value !== null && value !== undefined);
  const found = [];
  if (arrows.has("gradient") && gradient.length) found.push({ name: "gradient", by: minus(gradient), title: arrows.get("gradient") });
  if (arrows.has("momentum") && run.inside?.momentum) found.push({ name: "momentum", by: minus(run.inside.momentum), title: arrows.get("momentum") });
  return found;
}

function forceArrow(context, { here, run }, { name, by, title }, longest, { theme, ...look }) {
  const [dx, dy] = by.map((value) => (value / longest) * LONGEST);
  const to = [here[0] + dx, here[1] + dy];
  shaft(context, here, to, { ...look, width: name === "momentum" ? 3.4 : 2, dashed: false });
  if (run.focus && Math.hypot(dx, dy) > 26) label(context, title.toLowerCase(), to, dx, theme);
}

function label(context, text, [x, y], dx, { ink, paper, font }) {
  word(context, text, x + (dx < 0 ? -7 : 7), y, { colour: ink, rim: faint(paper, 0.85), font, align: dx < 0 ? "right" : "left" });
}

function steps(context, { place, k, here }, { arrows }, look) {
  const before = k > 0 ? place(k - 1) : null;
  const after = place(k + 1);
  if (arrows.has("step") && before) shaft(context, before, here, { ...look, width: 3.4 });
  if (arrows.has("next") && after) shaft(context, here, after, { ...look, width: 2, dashed: true, hollow: true });
}

/** How far the method steps along each axis for the same momentum. */
function ellipse(context, [x, y], scale, axes, colour) {
  const reach = [axes.perX / Math.abs(scale[0]), axes.perY / Math.abs(scale[1] ?? scale[0])];
  const longest = Math.max(...reach);
  if (!Number.isFinite(longest)) return;
  const [a, b] = reach.map((value) => Math.max(1.5, (value / longest) * ELLIPSE));
  context.beginPath();
  context.ellipse(x, y, a, b, 0, 0, 2 * Math.PI);
  context.fillStyle = faint(colour, 0.14);
  context.fill();
  stroke(context, colour, 1.4);
}

function bends(context, here, { low, high, x, y }, axes, theme) {
  if (low === null || high === null || y === undefined || y === null) return;
  const widest = Math.max(...[low, high].map((value) => 1 / Math.sqrt(Math.abs(value) || 1e-300)));
  const directions = [{ value: high, by: [x, y] }, { value: low, by: [-y, x] }];
  for (const { value, by } of directions) {
    const [dx, dy] = [by[0] * axes.perX, -by[1] * axes.perY];
    const share = 1 / Math.sqrt(Math.abs(value) || 1e-300) / widest;
    const half = Math.max(BEND[0], BEND[1] * share) / Math.hypot(dx, dy);
    direction(context, here, [dx * half, dy * half], { value, theme });
  }
}

function direction(context, [px, py], [dx, dy], { value, theme }) {
  const { ink, paper, font } = theme;
  for (const [colour, width] of [[faint(paper, 0.8), 4], [ink, 1.6]]) {
    context.beginPath();
    context.moveTo(px - dx, py - dy);
    context.lineTo(px + dx, py + dy);
    context.setLineDash(value < 0 ? [4, 4] : []);
    stroke(context, colour, width);
  }
  context.setLineDash([]);
  const side = dy < 0 ? 1 : -1; // the end that lies higher
  word(context, `λ ${number(value, 3)}`, px + side * dx + 4, py + side * dy - 9, { colour: ink, rim: faint(paper, 0.85), font });
}

function slopeAt({ gx, gy }, i, j) {
  return gy ? [gx[j][i], gy[j][i]] : [gx[i], 0];
}

function downhill(context, at, [gx, gy], { axes, reach, steepest, colour }) {
  const [dx, dy] = [-gx * axes.perX, gy * axes.perY];
  const size = Math.hypot(dx, dy);
  if (!at || gx === null || gy === null || !size || !Number.isFinite(size)) return;
  const half = (reach * Math.max(0.3, (Math.hypot(gx, gy) / steepest) ** 0.25)) / size;
  shaft(context, [at[0] - dx * half, at[1] - dy * half], [at[0] + dx * half, at[1] + dy * half], { colour, width: 1.1 });
}

function arrow3d(from, to, box) {
  const [u, v] = [(to[0] - from[0]) / box.spanX, (to[1] - from[1]) / box.spanY];
  const length = Math.hypot(u, v);
  if (!length) return [];
  const size = Math.min(0.03, 0.4 * length) / length;
  const barb = (turn) => {
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    return [to[0] - (u * c - v * s) * size * box.spanX, to[1] - (u * s + v * c) * size * box.spanY];
  };
  return [...draped(from, to, box, 14), ...draped(to, barb(0.5), box, 2), null, ...draped(to, barb(-0.5), box, 2)];
}

/** A straight way over the surface as drawn, as far as it lies in the box. */
function draped(from, to, box, count) {
  const points = [];
  for (let k = 0; k < count; k++) {
    const share = k / (count - 1);
    const [x, y] = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
    if (!box.holds(x, y)) break;
    points.push([x, y, box.height(x, y) + 0.6 * box.lift]);
  }
  return points.length > 1 ? points : [];
}

function pointAt({ x, y }, k) {
  const point = [x[k], y[k]];
  return k >= 0 && point.every((value) => value !== null && value !== undefined) ? point : null;
}

function without(arrows, names) {
  return new Map([...arrows].filter(([name]) => !names.includes(name)));
}
