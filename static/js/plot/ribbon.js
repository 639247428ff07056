/**
 * A run's path as a line on the drawn surface, in three dimensions: cut at the window's edge, laid over the
 * surface between two steps, and thinned to what the eye can tell apart.
 */

import { countUpTo } from "./trail.js";

const NEAR = 0.0015;
const DRAPE = 1 / 100;
const MOST = 4000;
const LIFT = 0.018;

/** The box that paths are drawn in: the window, and the heights of the surface. */
export class Box {
  constructor(window, grid, scale) {
    Object.assign(this, { grid, scale, x: window[0], y: window[1], lift: LIFT * (grid.high - grid.low) });
    this.spanX = this.x[1] - this.x[0];
    this.spanY = this.y[1] - this.y[0];
  }

  /** Just above the surface as drawn, or above the point's own height where that is higher. */
  height(x, y, loss) {
    const drawn = this.grid.at(x, y);
    const own = loss === undefined || loss === null ? NaN : this.scale.at(loss);
    const height = Number.isNaN(drawn) ? own : Number.isNaN(own) ? drawn : Math.max(drawn, Math.min(own, this.grid.high));
    return height + this.lift;
  }

  holds(x, y) {
    return x >= this.x[0] && x <= this.x[1] && y >= this.y[0] && y <= this.y[1];
  }

  distance(a, b) {
    return Math.hypot((a[0] - b[0]) / this.spanX, (a[1] - b[1]) / this.spanY);
  }
}

/** What a path looks like inside a box. Points are [x, y, z]; a null parts two pieces. */
export class Ribbon {
  /** `from` is the first step that is drawn; at each of `leaps` a new piece begins. */
  constructor(box, { from = 0, leaps = [] } = {}) {
    Object.assign(this, { box, from, leaps, points: [], at: [], seen: from, ended: false, last: null, near: NEAR, drape: DRAPE });
  }

  /** Takes in what is new in `path`; true where there was something. */
  follow(path) {
    const before = this.points.length;
    for (; this.seen < path.x.length && !this.ended; this.seen++) this.add(path, this.seen);
    if (this.points.length > MOST) this.coarsen(path);
    return this.points.length !== before;
  }

  /** How many of the points a path has that ends at its k-th step. */
  upTo(k) {
    return countUpTo(this.at, k);
  }

  coarsen(path) {
    const { near, drape } = this;
    if (near > 0.1) return;
    Object.assign(this, new Ribbon(this.box, this), { near: near * 2, drape: drape * 2 });
    this.follow(path);
  }

  add(path, k) {
    const [x, y] = [path.x[k], path.y[k]];
    this.ended = x === null || y === null;
    if (this.ended) return;
    const point = [x, y];
    if (this.leaps.includes(k)) this.leap(k);
    if (this.last === null) this.begin(point, path.loss[k], k);
    else if (this.box.distance(point, this.last) >= this.near) this.go(this.last, point, path.loss[k], k);
    else return;
    this.last = point;
  }

  leap(k) {
    if (this.points.length) this.push(null, k);
    this.last = null;
  }

  begin(point, loss, k) {
    if (this.box.holds(...point)) this.put(point, loss, k);
  }

  /** The part of the way from a to b that lies in the box. */
  go(a, b, loss, k) {
    const part = inBox(a, b, this.box);
    if (part === null) return;
    const [from, to] = part;
    if (from > 0) this.part(along(a, b, from), k);
    const pieces = Math.min(120, Math.ceil(this.box.distance(a, b) * (to - from) / this.drape));
    for (let i = 1; i < pieces; i++) this.put(along(a, b, from + ((to - from) * i) / pieces), null, k);
    this.put(along(a, b, to), to === 1 ? loss : null, k);
  }

  /** A new piece, where a path comes back into the box. */
  part(point, k) {
    if (this.points.length) this.push(null, k);
    this.put(point, null, k);
  }

  put([x, y], loss, k) {
    this.push([x, y, this.box.height(x, y, loss)], k);
  }

  push(point, k) {
    this.points.push(point);
    this.at.push(k);
  }
}

/** The shares [from, to] of the way from a to b that are inside (Liang and Barsky, 1984); null where none is. */
function inBox(a, b, box) {
  let [from, to] = [0, 1];
  for (const [k, side] of [[0, box.x], [1, box.y]]) {
    const way = b[k] - a[k];
    const ends = [(side[0] - a[k]) / way, (side[1] - a[k]) / way].sort((p, q) => p - q);
    if (way === 0 && (a[k] < side[0] || a[k] > side[1])) return null;
    if (way === 0) continue;
    from = Math.max(from, ends[0]);
    to = Math.min(to, ends[1]);
  }
  return from < to ? [from, to] : null;
}

function along(a, b, share) {
  return share === 1 ? b : [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}
