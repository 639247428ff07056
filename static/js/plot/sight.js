/** Between a plotly 3-D scene and the pixels it is seen at: where a point is drawn, and what lies under a pixel. */

const SAMPLES = 160;
const HALVINGS = 14;
const BEHIND = 1.06; // farther from the eye than what covers it

export class Sight {
  /** `scene` is plotly's own (`_fullLayout.scene._scene`), drawn `width` by `height` CSS pixels large. */
  constructor({ glplot, dataScale }, width, height) {
    const { projection, view, model } = glplot.cameraParams;
    this.matrix = product(projection, product(view, model));
    this.inverse = inverseOf(this.matrix);
    Object.assign(this, { scale: dataScale, width, height });
  }

  /** Where a point of the axes is drawn, and how far from the eye: {px, py, far}. */
  pixel(point) {
    const [x, y, , w] = times(this.matrix, [...point.map((value, k) => value * this.scale[k]), 1]);
    return { px: (0.5 + (0.5 * x) / w) * this.width, py: (0.5 - (0.5 * y) / w) * this.height, far: w };
  }

  /** The points of the axes along the line of sight through a pixel, from 0 near the eye to 1 far away. */
  ray(px, py) {
    const [u, v] = [(2 * px) / this.width - 1, 1 - (2 * py) / this.height];
    const [near, far] = [-1, 1].map((depth) => {
      const [x, y, z, w] = times(this.inverse, [u, v, depth, 1]);
      return [x, y, z].map((value, k) => value / w / this.scale[k]);
    });
    return (share) => near.map((value, k) => value + (far[k] - value) * share);
  }

  /** The point [x, y, height] of the surface in a Box that is seen at a pixel; null where none is. */
  surface(px, py, box) {
    const at = this.ray(px, py);
    const part = within(at(0), at(1), [box.x, box.y, [box.grid.low, box.grid.high]]);
    if (!part) return null;
    const above = (share) => {
      const [x, y, z] = at(share);
      return z - box.grid.at(x, y);
    };
    let [before, known] = [part[0], above(part[0])];
    for (let k = 1; k <= SAMPLES; k++) {
      const share = part[0] + ((part[1] - part[0]) * k) / SAMPLES;
      const now = above(share);
      if (known * now <= 0) return at(crossing(above, before, share));
      [before, known] = [share, now];
    }
    return null;
  }

  /** The nearest of `points` within `reach` pixels that `seen`, a point of the surface, does not cover: its place, or -1. */
  nearest(px, py, points, reach, seen) {
    const cover = seen ? this.pixel(seen).far * BEHIND : Infinity;
    let best = { place: -1, distance: reach };
    points.forEach((point, place) => {
      if (!point) return;
      const one = this.pixel(point);
      const distance = Math.hypot(one.px - px, one.py - py);
      if (distance < best.distance && one.far < cover) best = { place, distance };
    });
    return best;
  }
}

function crossing(above, low, high) {
  const sign = Math.sign(above(low));
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (Math.sign(above(middle)) === sign) low = middle;
    else high = middle;
  }
  return high;
}

/** The shares [from, to] of the way from a to b that lie within all ranges; null where none does. */
function within(a, b, ranges) {
  let [from, to] = [0, 1];
  ranges.forEach(([low, high], k) => {
    const ends = [(low - a[k]) / (b[k] - a[k]), (high - a[k]) / (b[k] - a[k])].sort((p, q) => p - q);
    from = Math.max(from, ends[0]);
    to = Math.min(to, ends[1]);
  });
  return from < to ? [from, to] : null;
}

/** Matrices are 16 numbers, column by column, as WebGL has them. */
function times(matrix, vector) {
  return [0, 1, 2, 3].map((row) => vector.reduce((sum, value, column) => sum + matrix[4 * column + row] * value, 0));
}

function product(a, b) {
  return [0, 1, 2, 3].flatMap((column) => times(a, [...b.slice(4 * column, 4 * column + 4)]));
}

/** By Gauss and Jordan, with the largest pivot. */
function inverseOf(matrix) {
  const rows = [0, 1, 2, 3].map((row) => [0, 1, 2, 3, 4, 5, 6, 7].map((column) => (column < 4 ? matrix[4 * column + row] : Number(column - 4 === row))));
  for (let k = 0; k < 4; k++) {
    const pivot = [...rows.keys()].slice(k).reduce((best, row) => (Math.abs(rows[row][k]) > Math.abs(rows[best][k]) ? row : best), k);
    [rows[k], rows[pivot]] = [rows[pivot], rows[k]];
    rows[k] = rows[k].map((value) => value / rows[k][k]);
    for (let row = 0; row < 4; row++) {
      const by = rows[row][k];
      if (row !== k) rows[row] = rows[row].map((value, column) => value - by * rows[k][column]);
    }
  }
  return [0, 1, 2, 3].flatMap((column) => rows.map((row) => row[4 + column]));
}
