/**
 * Where a plotly figure of two axes puts a point, in pixels of its element.
 * Built from the axes' `range`, `_offset` and `_length`: unlike `l2p`, these are right *during* a pan or a zoom too.
 */

const FAR = 1e6;

/** The plot area and the mapping of `figure`, as they are at this moment. Linear axes only. */
export function axesOf(figure) {
  const { xaxis, yaxis } = figure._fullLayout;
  const [left, right] = xaxis.range;
  const [bottom, top] = yaxis.range;
  return new Axes({
    left: xaxis._offset, width: xaxis._length, top: yaxis._offset, height: yaxis._length,
    x: [left, right], y: [bottom, top],
  });
}

/** A rectangle of pixels and what it shows. */
export class Axes {
  constructor(area) {
    Object.assign(this, area);
    this.perX = this.width / (this.x[1] - this.x[0]);
    this.perY = this.height / (this.y[1] - this.y[0]);
    this.key = [this.left, this.top, this.width, this.height, ...this.x, ...this.y].join();
  }

  /** [px, py] of a point; a point far out comes nearer along its direction, for a canvas counts in floats. */
  pixel(x, y) {
    return nearer(...this.exact(x, y));
  }

  /** The point at a pixel. */
  point(px, py) {
    return [this.x[0] + (px - this.left) / this.perX, this.y[0] + (this.top + this.height - py) / this.perY];
  }

  holds(px, py, margin = 0) {
    return px >= this.left - margin && px <= this.left + this.width + margin
      && py >= this.top - margin && py <= this.top + this.height + margin;
  }

  /** The place on the edge, `inset` pixels within, that is nearest to a point outside, and the angle it lies at. */
  edge([x, y], inset) {
    const [px, py] = this.exact(x, y);
    const ex = within(px, this.left + inset, this.left + this.width - inset);
    const ey = within(py, this.top + inset, this.top + this.height - inset);
    return { x: ex, y: ey, angle: Math.atan2(beyond(py, this.top, this.height), beyond(px, this.left, this.width)) };
  }

  exact(x, y) {
    return [this.left + (x - this.x[0]) * this.perX, this.top + this.height - (y - this.y[0]) * this.perY];
  }
}

function within(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

/** How far a pixel is out of its side of the picture, with its sign. */
function beyond(value, low, length) {
  return value < low ? value - low : Math.max(0, value - low - length);
}

function nearer(px, py) {
  const far = Math.max(Math.abs(px), Math.abs(py));
  if (far <= FAR) return [px, py];
  if (far === Infinity) return [limit(px), limit(py)];
  return [(px / far) * FAR, (py / far) * FAR];
}

function limit(value) {
  return Math.abs(value) === Infinity ? Math.sign(value) * FAR : 0;
}
