/**
 * A run's path in the pixels of a picture, thinned to what the eye can tell apart.
 * Kept from frame to frame: only points that are new, or a picture that moved, cost anything.
 */

const NEAR = 0.6;
const SPARSE = 7;

export class Trail {
  constructor() {
    this.forget();
  }

  forget() {
    Object.assign(this, { xs: [], ys: [], at: [], apart: [], seen: 0, ended: false, key: null, source: null });
  }

  /**
   * Takes in what `source` (an array that grows) has to offer.
   * place(k) -> [px, py] of the k-th point, or null where the path ends; `key` names the mapping.
   */
  follow(source, key, place) {
    if (source !== this.source || key !== this.key || source.length < this.seen) this.forget();
    Object.assign(this, { source, key });
    for (; this.seen < source.length && !this.ended; this.seen++) this.add(this.seen, place(this.seen));
  }

  add(k, pixel) {
    this.ended = pixel === null;
    if (this.ended || (this.at.length && this.close(pixel))) return;
    if (!this.at.length || this.sparse(pixel)) this.apart.push(this.at.length);
    this.xs.push(pixel[0]);
    this.ys.push(pixel[1]);
    this.at.push(k);
  }

  close([x, y]) {
    return Math.abs(x - this.xs.at(-1)) < NEAR && Math.abs(y - this.ys.at(-1)) < NEAR;
  }

  sparse([x, y]) {
    return Math.hypot(x - this.xs.at(-1), y - this.ys.at(-1)) > SPARSE;
  }

  /** How many of the kept points a path has that ends at its k-th point. */
  upTo(k) {
    return countUpTo(this.at, k);
  }

  /** The latest kept points, `most` of them, that stand clear of the one before, among the first `count`. */
  latestApart(count, most) {
    const end = countUpTo(this.apart, count - 1);
    return this.apart.slice(Math.max(0, end - most), end);
  }

  /** How many kept points from the start on are the same as another trail's. */
  shared(other) {
    const most = Math.min(this.xs.length, other.xs.length);
    let k = 0;
    while (k < most && this.xs[k] === other.xs[k] && this.ys[k] === other.ys[k]) k++;
    return k;
  }

  /** Traces the kept points `from` to `to` (exclusive) into the canvas's current path. */
  trace(context, from, to) {
    if (to - from < 1) return;
    context.moveTo(this.xs[from], this.ys[from]);
    for (let k = from + 1; k < to; k++) context.lineTo(this.xs[k], this.ys[k]);
  }

  /** The kept point nearest to a pixel among the first `count`: {k, distance}, k counting the path's own points. */
  nearest(px, py, count) {
    let best = { k: -1, distance: Infinity };
    for (let i = 0; i < count; i++) {
      const distance = Math.hypot(this.xs[i] - px, this.ys[i] - py);
      if (distance < best.distance) best = { k: this.at[i], distance };
    }
    return best;
  }
}

/** How many entries of the rising list `values` are at most `limit`. */
export function countUpTo(values, limit) {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The place in a path of its last point at or before `step`; -1 where there is none. */
export function headAt(path, step) {
  if (path.step[step] === step) return step;
  return countUpTo(path.step, step) - 1;
}
