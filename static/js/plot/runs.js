/** The runs of a scene as lines on a canvas: the way so far, its steps, and what stands at its end. */

import { arrow, ball, cross, diamond, disc, ring, stroke } from "./marks.js";
import { Trail, headAt } from "./trail.js";
import { ownFrom, turnsOf } from "./turns.js";

const DOTTED = 120;
const DASH = 7;
const LEAP = [2, 5];
const TURN_REACH = 7;
const FAINT = 0.2;

export class Runs {
  constructor() {
    this.trails = new Map();
    this.items = [];
  }

  forget() {
    this.trails.clear();
    this.items = [];
  }

  /**
   * What is to be drawn of `scene` on `axes`, one item a visible run.
   * point(path, k) -> [x, y] on the axes, or null where the path ends; `key` names what `point` depends on.
   */
  follow(scene, axes, point, key = "") {
    Object.assign(this, { axes, point });
    const shown = scene.runs.filter((run) => !run.hidden && run.path.step.length);
    this.items = shown.map((run) => {
      const place = (k) => {
        const at = point(run.path, k);
        return at && axes.pixel(at[0], at[1]);
      };
      const trail = this.trail(run.id);
      trail.follow(run.path.x, axes.key + key, place);
      const head = headAt(run.path, scene.step);
      const from = Math.max(0, trail.upTo(Math.min(head, ownFrom(run, shown))) - 1);
      return { run, trail, place, head, from, count: trail.upTo(head), end: head < 0 ? null : place(head) };
    });
    this.items.forEach((item, rank) => this.overlaps(item, rank));
  }

  trail(id) {
    if (!this.trails.has(id)) this.trails.set(id, new Trail());
    return this.trails.get(id);
  }

  /** How much of a run's way lies exactly on earlier ones, and on how many: that part is drawn dashed over them. */
  overlaps(item, rank) {
    const shared = this.items.slice(0, rank).map((earlier) => Math.min(item.trail.shared(earlier.trail), earlier.count));
    item.shared = item.from > 0 ? 0 : Math.max(0, ...shared);
    item.under = item.from > 0 ? 0 : shared.filter((count) => count > 1).length;
    item.width = (item.run.focus || item.run.spoken ? 3.2 : 2.6) - Math.min(1.2, 0.25 * rank);
  }

  /** Lines with a thin halo; those drawn later are a little thinner, so that none hides another. */
  lines(context, theme, halo = 2) {
    this.each(context, (item) => this.line(context, item, theme.paper, item.width + halo));
    this.each(context, (item) => this.coloured(context, item, theme.run(item.run.id)));
    this.each(context, (item) => this.leaps(context, item, theme.run(item.run.id)));
  }

  /** Draw every run in its turn: faintly those that are not spoken of. */
  each(context, draw) {
    for (const item of this.items) {
      context.globalAlpha = item.run.faint ? FAINT : 1;
      draw(item);
    }
    context.globalAlpha = 1;
  }

  line(context, item, colour, width, from = item.from) {
    const { trail, count, end } = item;
    context.beginPath();
    for (const [begin, stop] of pieces(item, from)) trail.trace(context, begin, stop);
    if (end && count > from) context.lineTo(end[0], end[1]);
    stroke(context, colour, width);
  }

  /** Where a run was moved by hand: a dotted way that it did not go by itself. */
  leaps(context, { run, place, head }, colour) {
    for (const step of movesUpTo(run, head)) {
      const [from, to] = [place(step - 1), place(step)];
      if (!from || !to) continue;
      context.setLineDash(LEAP);
      context.beginPath();
      context.moveTo(...from);
      context.lineTo(...to);
      stroke(context, colour, 2);
      context.setLineDash([]);
    }
  }

  /** A diamond at each step from which something is otherwise. */
  turns(context, theme) {
    for (const item of this.items) {
      for (const { at } of turnPoints(item)) diamond(context, ...at, 5, theme.run(item.run.id), theme.paper);
    }
  }

  coloured(context, item, colour) {
    const shared = item.under ? Math.min(item.shared, item.count) : 0;
    if (shared > 1) this.dashed(context, item, colour, shared);
    if (shared < item.count) this.line(context, item, colour, item.width, Math.max(item.from, shared - 1));
  }

  dashed(context, { trail, under, width }, colour, shared) {
    context.setLineDash([DASH, DASH * under]);
    context.lineDashOffset = -DASH * under;
    context.beginPath();
    trail.trace(context, 0, shared);
    context.lineCap = "butt";
    Object.assign(context, { strokeStyle: colour, lineWidth: width });
    context.stroke();
    context.setLineDash([]);
  }

  /** A dot at each of the latest steps, where they are far enough apart to be told apart. */
  steps(context, theme) {
    this.each(context, ({ run, trail, count, from }) => {
      const colour = theme.run(run.id);
      for (const k of trail.latestApart(count, DOTTED).filter((kept) => kept >= from)) disc(context, trail.xs[k], trail.ys[k], 2.4, colour);
    });
  }

  /** What stands at the playhead: a ball; a cross where the run broke off; an arrow where it is out of the picture. */
  heads(context, theme) {
    const placed = [];
    this.each(context, (item) => item.end && this.head(context, item, theme, placed));
  }

  head(context, { run, end: [x, y], head }, theme, placed) {
    const colour = theme.run(run.id);
    if (!this.axes.holds(x, y, 1)) arrow(context, this.axes.edge(this.point(run.path, head), 9), 8, colour, theme.paper);
    else if (brokeOff(run, head)) cross(context, x, y, 5, colour, theme.paper);
    else ball(context, x, y, countNear(placed, x, y), colour, theme.paper);
    placed.push([x, y]);
  }

  /** Where runs at rest stand midway, so that they can be moved on by hand: [{id, point}]. */
  resting({ step, canMove }) {
    const there = canMove ? this.items.filter(({ run, head, end }) => end && run.path.step[head] === step && !brokeOff(run, head)) : [];
    const point = ({ path: { x, y } }, k) => (y.length ? [x[k], y[k]] : [x[k]]);
    return there.map(({ run, head }) => ({ id: run.id, point: point(run, head), raised: run.focus }));
  }

  /** A ring round the same step of every run, when it is pointed at somewhere. */
  pointed(context, theme, step) {
    if (step === null || step === undefined) return;
    for (const { run, place, head } of this.items) {
      const k = headAt(run.path, step);
      const at = k >= 0 && k <= head ? place(k) : null;
      if (at && this.axes.holds(...at)) ring(context, at[0], at[1], 6.5, theme.ink, 1.5);
    }
  }

  /** The step of a run that a pixel points at: {run, k}, or null. */
  nearest(px, py, reach = 10) {
    let best = { distance: reach };
    for (const item of this.items) {
      const turn = turnPoints(item).find(({ at }) => Math.hypot(at[0] - px, at[1] - py) < TURN_REACH);
      if (turn) return { run: item.run, k: headAt(item.run.path, turn.step) };
    }
    for (const item of this.items) {
      const { k, distance } = item.trail.nearest(px, py, item.count);
      if (distance < best.distance) best = { distance, k, run: item.run };
    }
    return best.run ? best : null;
  }
}

/** True at the end of a run that diverged. */
export function brokeOff(run, head) {
  return run.verdict?.kind === "diverged" && head === run.path.step.length - 1;
}

const movesUpTo = (run, head) => (run.moves ?? []).map((move) => move.step).filter((step) => step <= head);

/** The stretches of kept points, from one on, that a run went by itself: parted where it was moved by hand. */
function pieces({ run, trail, head, count }, from) {
  const found = [];
  let begin = from;
  for (const step of movesUpTo(run, head)) {
    found.push([begin, Math.max(begin, trail.upTo(step - 1))]);
    begin = Math.max(begin, trail.upTo(step) - 1);
  }
  return [...found, [begin, count]];
}

/** The points at which a run turned so far, in pixels: [{step, at}]. */
function turnPoints({ run, place, head }) {
  const passed = turnsOf(run).filter((turn) => turn.step <= head);
  return passed.map(({ step }) => ({ step, at: place(step) })).filter(({ at }) => at);
}

function countNear(placed, x, y) {
  return placed.filter(([px, py]) => Math.hypot(px - x, py - y) < 3).length;
}
