/** A picture of two axes: a plotly figure, a canvas over it, and the line under it. Shared by contour, curve and loss. */

import { axesOf } from "./axes.js";
import { layout, make, settings, visible } from "./figure.js";
import { Layer } from "./layer.js";
import { onPointer } from "./presses.js";
import { Tip } from "./tip.js";

export class Picture {
  /** `redraw()` is called whenever the axes have moved; `pointer` as in presses.js. */
  constructor(element, name, redraw, pointer) {
    this.element = element;
    this.root = make("div", `view view-${name}`);
    this.stage = make("div", "view-stage");
    this.drawing = make("div", "view-drawing");
    this.figure = make("div", "view-figure");
    this.footer = make("div", "view-footer");
    this.drawing.append(this.figure);
    this.drawing.setAttribute("role", "img");
    this.stage.append(this.drawing);
    this.root.append(this.stage, this.footer);
    element.append(this.root);
    this.layer = new Layer(this.drawing);
    this.tip = new Tip(this.stage);
    this.redraw = redraw;
    this.stop = onPointer(this.stage, pointer);
  }

  /** Draws the figure's own part anew; false while there is no room for it. */
  plot(traces, theme, more) {
    if (!visible(this.stage)) return false;
    const first = !this.plotted;
    this.drawn = window.Plotly.react(this.figure, traces, layout(this.stage, theme, more), settings(this.stage));
    this.plotted = true;
    if (first) this.listen();
    this.layer.fit(this.stage);
    this.footer.style.paddingLeft = `${this.axes().left}px`;
    return true;
  }

  listen() {
    for (const name of ["plotly_relayout", "plotly_relayouting", "plotly_afterplot"]) {
      this.figure.on(name, () => this.redraw());
    }
  }

  /** The axes as they are now; null before the first plot. */
  axes() {
    return this.plotted ? axesOf(this.figure) : null;
  }

  relayout(change) {
    return (this.drawn = window.Plotly.relayout(this.figure, change));
  }

  /** Takes the element's new size; false where nothing is drawn yet. */
  resize() {
    if (!this.plotted || !visible(this.stage)) return false;
    this.layer.fit(this.stage);
    const { width, height } = this.figure.layout;
    const now = { width: this.stage.clientWidth, height: this.stage.clientHeight };
    if (now.width !== width || now.height !== height) this.relayout(now); // plotly draws all of it anew
    this.footer.style.paddingLeft = `${this.axes().left}px`;
    return true;
  }

  describe(text) {
    if (this.drawing.ariaLabel !== text) this.drawing.ariaLabel = text;
  }

  /** plotly draws in steps, and stumbles over a figure that is taken from it midway. */
  destroy() {
    this.stop();
    this.root.remove();
    this.drawn?.finally(() => window.Plotly.purge(this.figure));
  }
}
