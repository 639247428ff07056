/** The contour view: the surface from above, with the paths, the known minima and the starts, which can be dragged. */

import { arrowsOnMap, fieldOnPicture } from "../plot/arrows.js";
import { batchOnMap } from "../plot/batch.js";
import { axis, make } from "../plot/figure.js";
import { heightGrid } from "../plot/grid.js";
import { scaleOf } from "../plot/heights.js";
import { Legend } from "../plot/legend.js";
import { minimum, remark, ring } from "../plot/marks.js";
import { toPixel } from "../plot/numbers.js";
import { Overlay } from "../plot/overlay.js";
import { Picture } from "../plot/picture.js";
import { Runs } from "../plot/runs.js";
import { sameLook } from "../plot/same.js";
import { slopeOnMap } from "../plot/slopes.js";
import { Heads, Starts } from "../plot/starts.js";
import { faint, plotlyScale, readTheme } from "../plot/theme.js";
import { fitting, pathsOf, pointLabel, stepLabel, titlesOf } from "../plot/words.js";
import { following, sameRange } from "../plot/window.js";

const LEVELS = 20;
const ROUND = 2.5;
const SIDES = 60; // pixels beside the plot area
const LOW = 216; // pixels; a picture lower than this has no room for numbers along its sides

export function mount(element, events) {
  return new Contour(element, events);
}

class Contour {
  constructor(element, events) {
    this.events = events;
    this.picture = new Picture(element, "contour", () => this.paint(), {
      press: (px, py) => this.press(px, py),
      over: (px, py) => this.over(px, py),
      leave: () => this.leave(),
    });
    this.runs = new Runs();
    this.overlay = new Overlay(this.picture, (x, y) => this.axes.exact(x, y), () => this.resize());
    this.starts = new Starts(this.picture.stage, 2, events.pick);
    this.heads = new Heads(this.picture.stage, 2, events.nudge);
    this.legend = new Legend(this.picture.footer);
    this.home = make("button", "view-home", { type: "button", textContent: "Whole window", hidden: true });
    this.home.addEventListener("click", () => this.show(this.answer.window));
    this.picture.stage.append(this.home);
  }

  surface(answer, look) {
    if (this.picture.plotted && sameLook(this, answer, look)) return;
    const moved = String(answer.window) !== String(this.answer?.window);
    Object.assign(this, { answer, look, theme: readTheme(), scale: scaleOf(look.scale, answer.log.shift) });
    this.grid = heightGrid(answer, this.scale);
    if (moved) this.range = answer.window;
    this.plot();
    if (moved && this.picture.plotted) this.reframe(answer.window);
  }

  plot() {
    if (!this.answer || !this.picture.plot([this.trace()], this.theme, this.layout())) return;
    this.legend.show(this.theme, this.scale, this.grid.low, this.grid.high);
    this.describe();
    this.paint();
  }

  /** plotly keeps the range that another axis is anchored to when a figure is plotted anew. */
  reframe(window) {
    if (!sameRange(this.shown(), window)) this.picture.relayout({ "xaxis.range": [...window[0]], "yaxis.range": [...window[1]] });
  }

  trace() {
    const { x, y, z, low, high } = this.grid;
    const size = (high - low) / LEVELS;
    return {
      type: "contour", x, y, z, zmin: low, zmax: high, zauto: false, autocontour: false,
      contours: { coloring: "fill", showlines: true, start: low + size, end: high - size / 2, size },
      line: { width: 0.7, color: faint(this.theme.ink, 0.22), smoothing: 0.7 },
      colorscale: plotlyScale(this.theme), showscale: false, hoverinfo: "skip",
    };
  }

  layout() {
    const { clientWidth, clientHeight } = this.picture.stage;
    const [x, y] = titlesOf(this.answer).map((title, k) => fitting(title, [clientWidth, clientHeight][k] - SIDES));
    const [across, up] = this.range;
    const bare = (this.bare = this.isLow()) ? { title: null, showticklabels: false, ticks: "" } : {};
    const horizontal = { ...axis(this.theme, x, across), constrain: "domain", ...bare };
    const vertical = { ...axis(this.theme, y, up), constrain: "domain", ...bare };
    if (this.equalUnits()) vertical.scaleanchor = "x";
    return {
      margin: this.bare ? { l: 8, r: 8, t: 4, b: 8 } : { l: 46, r: 14, t: 10, b: 40 }, xaxis: horizontal, yaxis: vertical,
      dragmode: matchMedia("(pointer: coarse)").matches ? false : "pan",
    };
  }

  isLow() {
    return this.picture.stage.clientHeight < LOW;
  }

  /** Steepest descent is at right angles to the levels, which shows only where both axes have the same unit. */
  equalUnits() {
    const [[x0, x1], [y0, y1]] = this.answer.window;
    const ratio = (x1 - x0) / (y1 - y0);
    return ratio < ROUND && ratio > 1 / ROUND;
  }

  draw(scene) {
    this.scene = this.overlay.scene(scene);
    if (!this.picture.plotted) return;
    this.overlay.prepare(scene, this.theme);
    this.follow();
    this.paint();
    this.describe();
  }

  follow() {
    if (this.scene.follow) return this.show(following(this.range, this.answer.window, this.scene));
    if (this.followed) this.show(this.answer.window);
    this.followed = false;
  }

  show(range) {
    if (String(range) === String(this.shown())) return;
    Object.assign(this, { range, followed: Boolean(this.scene?.follow) });
    this.picture.relayout({ "xaxis.range": [...range[0]], "yaxis.range": [...range[1]] });
  }

  shown() {
    const axes = this.picture.axes();
    return [axes.x, axes.y];
  }

  paint() {
    const axes = this.picture.axes();
    const context = this.picture.layer.begin();
    this.axes = axes;
    this.keepRange(axes);
    this.picture.layer.within(axes, () => this.landmarks(context));
    if (!this.scene) return;
    this.runs.follow(this.scene, axes, place);
    this.picture.layer.within(axes, () => this.paths(context));
    this.runs.heads(context, this.theme);
    this.picture.layer.within(axes, () => this.overlay.over(context, this.scene, axes, this.theme));
    if (this.scene.picked) this.lookedAt(context, this.scene.picked);
    this.picture.layer.within(axes, () => this.instruments(context));
    const pixelOf = ([x, y]) => axes.pixel(x, y);
    this.starts.show(this.scene.starts, axes, this.theme, this.answer.variables, pixelOf);
    this.heads.show(this.runs.resting(this.scene), axes, this.theme, this.answer.variables, pixelOf);
  }

  /** A pan or a zoom by hand stays where it was put when the surface is drawn anew. */
  keepRange(axes) {
    this.range = [axes.x, axes.y];
    this.home.hidden = Boolean(this.scene?.follow) || sameRange(this.range, this.answer.window);
  }

  landmarks(context) {
    const { ink, soft, paper, font } = this.theme;
    const best = Math.min(...this.answer.minima.map((point) => point[2]));
    for (const [x, y, loss] of this.answer.minima) {
      minimum(context, ...this.axes.pixel(x, y), loss <= best + 1e-9, ink, paper);
    }
    for (const { at, text } of (this.bare || this.overlay.crowded(this.scene) ? null : this.answer.marks) ?? []) {
      remark(context, text, ...this.axes.pixel(at[0], at[1]), this.axes, { colour: soft, rim: faint(paper, 0.8), font });
    }
  }

  /** The point whose model the fit shows dashed. */
  lookedAt(context, [x, y]) {
    const [px, py] = this.axes.pixel(x, y);
    if (!this.axes.holds(px, py)) return;
    ring(context, px, py, 6, this.theme.paper, 4);
    ring(context, px, py, 6, this.theme.ink, 1.6);
  }

  paths(context) {
    const { field, batch } = this.scene;
    if (batch) batchOnMap(context, this.axes, batch, this.runs.items, { theme: this.theme, scale: this.scale, low: this.grid.low, high: this.grid.high });
    fieldOnPicture(context, this.axes, field, this.theme, (i, j) => this.axes.pixel(field.x[i], field.y[j]));
    this.overlay.under(context, this.scene, this.axes, this.theme);
    this.runs.lines(context, this.theme);
    this.runs.steps(context, this.theme);
    this.runs.turns(context, this.theme);
    this.runs.pointed(context, this.theme, this.scene.hover);
  }

  instruments(context) {
    if (this.scene.arrows?.size) arrowsOnMap(context, this.axes, this.runs.items, this.scene, this.theme);
    if (this.scene.slope) slopeOnMap(context, this.axes, this.scene.slope, this.theme);
  }

  press(px, py) {
    if (!this.axes?.holds(px, py)) return;
    this.events.press(this.pixelPoint(px, py));
  }

  /** The point under a pixel, to as many decimals as a pixel shows. */
  pixelPoint(px, py) {
    const [x, y] = this.axes.point(px, py);
    return [toPixel(x, 1 / this.axes.perX), toPixel(y, 1 / this.axes.perY)];
  }

  leave() {
    this.events.at(null);
    this.read(null);
  }

  over(px, py) {
    if (!this.axes?.holds(px, py)) return this.leave();
    this.events.at(this.pixelPoint(px, py));
    const near = this.runs.nearest(px, py);
    if (near) return this.read([px, py], stepLabel(near.run, near.k, this.answer.variables), near.run.path.step[near.k]);
    const [x, y] = this.axes.point(px, py);
    this.read([px, py], pointLabel(this.answer.variables, this.pixelPoint(px, py), this.scale.loss(this.grid.at(x, y))));
  }

  /** `pixel` is where the pointer is; null where it is nowhere. */
  read(pixel, label, step = null) {
    if (pixel) this.picture.tip.show(label, pixel);
    else this.picture.tip.hide();
    if (this.hovered !== step) this.events.hover(step);
    this.hovered = step;
  }

  describe() {
    const { name, variables } = this.answer;
    const paths = this.scene ? `, with ${pathsOf(this.scene.runs)}` : "";
    this.picture.describe(`Contour map of ${name}: ${this.scale.title}, over ${variables.join(" and ")}${paths}.`);
  }

  clear() {
    this.scene = undefined;
    this.runs.forget();
    this.overlay.hide();
    this.starts.clear();
    this.heads.clear();
    if (this.picture.plotted) this.paint();
  }

  resize() {
    if (!this.picture.resize() || this.bare !== this.isLow()) this.plot();
    this.legend.fit();
  }

  destroy() {
    this.picture.destroy();
  }
}

function place({ x, y }, k) {
  return x[k] === null || y[k] === null || x[k] === undefined ? null : [x[k], y[k]];
}
