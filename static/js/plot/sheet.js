/** What is painted once and then copied, frame after frame, as long as nothing of it has changed. */

export class Sheet {
  constructor(layer) {
    this.layer = layer;
    this.canvas = document.createElement("canvas");
  }

  /** On `context` what `paint(context)` paints of `things`, anew only where these or the axes are others. */
  copied(context, axes, things, paint) {
    const { canvas, width, height, ratio } = this.layer;
    const place = [width, height, ratio, ...axes.pixel(0, 0), ...axes.pixel(1, 1)].join();
    if (place !== this.place || things.some((thing, k) => thing !== this.things[k])) {
      Object.assign(this, { place, things });
      Object.assign(this.canvas, { width: canvas.width, height: canvas.height });
      const sheet = this.canvas.getContext("2d");
      sheet.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint(sheet);
    }
    context.drawImage(this.canvas, 0, 0, width, height);
  }
}
