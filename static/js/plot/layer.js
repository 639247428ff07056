/** A canvas laid over a picture, sharp on every screen. */

import { make } from "./figure.js";
import { magnified } from "./magnified.js";

export class Layer {
  constructor(parent) {
    this.canvas = make("canvas", "view-layer");
    this.context = this.canvas.getContext("2d");
    parent.append(this.canvas);
  }

  /** As large as `element`, in the screen's own pixels. */
  fit(element) {
    const ratio = (window.devicePixelRatio || 1) * magnified(element);
    const [width, height] = [element.clientWidth, element.clientHeight];
    if (this.width === width && this.height === height && this.ratio === ratio) return;
    Object.assign(this, { width, height, ratio });
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
  }

  /** An empty layer to paint on; all coordinates are CSS pixels. */
  begin() {
    this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.context.clearRect(0, 0, this.width, this.height);
    return this.context;
  }

  /** Paint only inside the plot area. */
  within(axes, paint) {
    const { context } = this;
    context.save();
    context.beginPath();
    context.rect(axes.left, axes.top, axes.width, axes.height);
    context.clip();
    paint(context);
    context.restore();
  }
}
