/** The view for one variable: the curve, a ball for each run with its tangent, and the steps that led there. */

import { arrowsOnCurve, fieldOnPicture } from "../plot/arrows.js";
import { axis, tickmarks } from "../plot/figure.js";
import { heightLine } from "../plot/grid.js";
import { scaleOf } from "../plot/heights.js";
import { disc, minimum, remark, stroke, word } from "../plot/marks.js";
import { number, toPixel } from "../plot/numbers.js";
import { Overlay } from "../plot/overlay.js";
import { Picture } from "../plot/picture.js";
import { Runs } from "../plot/runs.js";
import { sameLook } from "../plot/same.js";
import { slopeOnCurve } from "../plot/slopes.js";
import { Heads, Starts } from "../plot/starts.js";
import { faint, readTheme } from "../plot/theme.js";
import { pathsOf, pointLabel, stepLabel } from "../plot/words.js";

const TANGENT = 76;
const CLEAR = 11;

export function mount(element, events) {
  return new Curve(element, events);
}

class Curve {
  constructor(element, events) {
    this.events = events;
    this.picture = new Picture(element, "curve", () => this.paint(), {
      press: (px, py) => this.press(px, py),
      over: (px, py) => this.over(px, py),
      leave: () => this.leave(),
    });
    this.runs = new Runs();
    this.overlay = new Overlay(this.picture, (x) => this.onCurve(x), () => this.resize());
    this.starts = new Starts(this.picture.stage, 1, events.pick);
    this.heads = new Heads(this.picture.stage, 1, events.nudge);
  }

  surface(answer, look) {
    if (this.picture.plotted && sameLook(this, answer, look)) return;
    Object.assign(this, { answer, look, theme: readTheme(), scale: scaleOf(look.scale, answer.log.shift) });
    this.line = heightLine(answer, this.scale);
    this.plot();
  }

  plot() {
    if (!this.answer || !this.picture.plot([this.trace()], this.theme, this.layout())) return;
    this.describe();
    this.paint();
  }

  trace() {
    return {
      type: "scatter", mode: "lines", x: this.line.x, y: this.line.z, hoverinfo: "skip",
      line: { width: 2, color: faint(this.theme.ink, 0.75), simplify: false }, connectgaps: false,
    };
  }

  layout() {
    const room = 0.1 * (this.line.high - this.line.low);
    const [low, high] = [this.line.low - room, this.line.high + room];
    const vertical = { ...axis(this.theme, this.scale.title, [low, high]), fixedrange: true };
    if (this.scale.log) Object.assign(vertical, tickmarks(this.scale.ticks(low, high, 6)));
    return {
      margin: { l: 62, r: 14, t: 10, b: 40 },
      xaxis: axis(this.theme, this.answer.variables[0], this.answer.window[0]), yaxis: vertical,
      dragmode: matchMedia("(pointer: coarse)").matches ? false : "pan",
    };
  }

  draw(scene) {
    this.scene = this.overlay.scene(scene);
    if (!this.picture.plotted) return;
    this.overlay.prepare(scene, this.theme);
    this.paint();
    this.describe();
  }

  paint() {
    const axes = this.picture.axes();
    const context = this.picture.layer.begin();
    this.axes = axes;
    this.picture.layer.within(axes, () => this.landmarks(context));
    if (!this.scene) return;
    this.runs.follow(this.scene, axes, this.place, this.scale.title);
    this.picture.layer.within(axes, () => this.paths(context));
    this.runs.heads(context, this.theme);
    this.picture.layer.within(axes, () => this.overlay.over(context, this.scene, axes, this.theme));
    this.picture.layer.within(axes, () => this.instruments(context));
    const pixelOf = ([x]) => this.onCurve(x);
    this.starts.show(this.scene.starts, axes, this.theme, this.answer.variables, pixelOf);
    this.heads.show(this.runs.resting(this.scene), axes, this.theme, this.answer.variables, pixelOf);
  }

  place = ({ x, loss }, k) => (x[k] === null || loss[k] === null ? null : [x[k], this.scale.at(loss[k])]);

  onCurve(x) {
    const height = this.line.at(x);
    return this.axes.pixel(x, Number.isNaN(height) ? this.axes.y[0] : height);
  }

  landmarks(context) {
    const { ink, paper, font } = this.theme;
    const best = Math.min(...this.answer.minima.map((point) => point[1]));
    for (const [x, loss] of this.answer.minima) minimum(context, ...this.onCurve(x), loss <= best + 1e-9, ink, paper);
    for (const { at, text } of (this.overlay.crowded(this.scene) ? null : this.answer.marks) ?? []) {
      remark(context, text, ...this.onCurve(at[0]), this.axes, { colour: ink, rim: paper, font });
    }
  }

  paths(context) {
    const { field } = this.scene;
    fieldOnPicture(context, this.axes, field, this.theme, (i) => this.onCurve(field.x[i]));
    this.overlay.under(context, this.scene, this.axes, this.theme);
    this.runs.each(context, (item) => this.path(context, item));
    this.runs.turns(context, this.theme);
    this.runs.pointed(context, this.theme, this.scene.hover);
    const alone = this.runs.items.length === 1;
    this.runs.each(context, (item) => item.end && this.tangent(context, item, alone || item.run.focus));
  }

  /** Where the run stood at each step, the latest strongest, joined by what the step leapt over. */
  path(context, item) {
    const { run, trail, count, from } = item;
    this.runs.line(context, { ...item, end: null }, faint(this.theme.run(run.id), run.spoken ? 0.9 : 0.35), run.spoken ? 2 : 1.2);
    this.runs.leaps(context, item, this.theme.run(run.id));
    for (let k = from; k < count; k++) disc(context, trail.xs[k], trail.ys[k], 3, this.aged(run.id, count - k));
  }

  aged(id, steps) {
    return this.shades(id)[Math.min(9, Math.floor(steps / 3))];
  }

  shades(id) {
    this.shaded ??= new Map();
    if (this.shadedFor !== this.theme) this.shaded.clear();
    this.shadedFor = this.theme;
    const shade = (_, k) => faint(this.theme.run(id), 0.9 - 0.07 * k);
    if (!this.shaded.has(id)) this.shaded.set(id, Array.from({ length: 10 }, shade));
    return this.shaded.get(id);
  }

  tangent(context, { run, head, end: [px, py] }, named) {
    const gradient = run.path.gx[head];
    if (gradient === null || !this.axes.holds(px, py)) return;
    const slope = this.slopeOf(gradient, run.path.loss[head]) * (this.axes.perY / this.axes.perX);
    const [dx, dy] = [TANGENT / Math.hypot(1, slope), (-slope * TANGENT) / Math.hypot(1, slope)];
    context.beginPath();
    context.moveTo(px - dx, py - dy);
    context.lineTo(px + dx, py + dy);
    stroke(context, this.theme.run(run.id), 1.6);
    if (named) this.slopeInWords(context, gradient, px, py, slope);
  }

  /** What the gradient is on the scale that is drawn. */
  slopeOf(gradient, loss) {
    return this.scale.log ? gradient / ((loss + this.answer.log.shift) * Math.LN10) : gradient;
  }

  /** Beside the ball where it fits into the picture and hides least of curve and tangent. */
  slopeInWords(context, gradient, px, py, slope) {
    const { ink, paper, font } = this.theme;
    const text = `slope ${number(gradient, 3)}`;
    context.font = `12px ${font}`;
    const width = context.measureText(text).width;
    const places = [18, -18, 34, -34, 54, -54].flatMap((dy) => [px + 14, px - 14 - width, px - width / 2].map((x) => [x, py + dy]));
    const fitting = places.filter(([x, y]) => this.axes.holds(x, y, -10) && this.axes.holds(x + width, y, -4));
    const clear = ([x, y]) => this.clearance(x, y, width, (at) => py - slope * (at - px));
    const [x, y] = fitting.find((place) => clear(place) > CLEAR) ?? fitting.sort((a, b) => clear(b) - clear(a))[0] ?? places[0];
    word(context, text, x, y, { colour: ink, rim: paper, font });
  }

  /** How far a word of some width keeps from the curve and from its tangent, upwards and downwards. */
  clearance(left, y, width, tangent) {
    const across = Array.from({ length: 9 }, (_, k) => left + (width * k) / 8);
    return Math.min(...across.flatMap((px) => [this.onCurve(this.axes.point(px, 0)[0])[1], tangent(px)]).map((other) => Math.abs(other - y)));
  }

  instruments(context) {
    const { slope, arrows } = this.scene;
    if (arrows?.size) arrowsOnCurve(context, this.axes, this.runs.items, this.scene, this.theme);
    if (slope) slopeOnCurve(context, this.axes, slope, this.theme, this.scale, (x) => this.onCurve(x));
  }

  press(px, py) {
    if (this.axes?.holds(px, py)) this.events.press([toPixel(this.axes.point(px, py)[0], 1 / this.axes.perX)]);
  }

  over(px, py) {
    if (!this.axes?.holds(px, py)) return this.leave();
    this.events.at([toPixel(this.axes.point(px, py)[0], 1 / this.axes.perX)]);
    const near = this.runs.nearest(px, py);
    if (near) return this.read([px, py], stepLabel(near.run, near.k, this.answer.variables), near.run.path.step[near.k]);
    const x = toPixel(this.axes.point(px, py)[0], 1 / this.axes.perX);
    this.read([px, py], pointLabel(this.answer.variables, [x], this.scale.loss(this.line.at(x))));
  }

  leave() {
    this.events.at(null);
    this.read(null);
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
    this.picture.describe(`Curve of ${name}: ${this.scale.title}, over ${variables[0]}${paths}.`);
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
    if (!this.picture.resize()) this.plot();
  }

  destroy() {
    this.picture.destroy();
  }
}
