/** The loss chart: the loss of every run at each step, with the playhead, which a click or a drag moves. */

import { axis, make, tickmarks } from "../plot/figure.js";
import { extremes } from "../plot/grid.js";
import { lossRange } from "../plot/lossrange.js";
import { placeOn } from "../plot/magnified.js";
import { disc, stroke } from "../plot/marks.js";
import { number } from "../plot/numbers.js";
import { Picture } from "../plot/picture.js";
import { Runs } from "../plot/runs.js";
import { sameLook } from "../plot/same.js";
import { faint, readTheme } from "../plot/theme.js";
import { turnInWords } from "../plot/turns.js";
import { pathsOf } from "../plot/words.js";

const SIDES = 46; // pixels above and below the plot area
const TICK = 20; // pixels that a tick's number wants to itself
const FEW = 8; // steps that each have a tick

export function mount(element, events) {
  return new Loss(element, events);
}

class Loss {
  constructor(element, events) {
    this.events = events;
    this.runs = new Runs();
    this.picture = new Picture(element, "loss", () => this.paint(), {
      press: () => {},
      over: (px, py) => this.over(px, py),
      leave: () => this.read(null),
    });
    this.note = make("span", "view-note");
    this.picture.footer.append(this.note);
    this.listen(this.picture.stage);
  }

  listen(stage) {
    stage.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      stage.setPointerCapture(event.pointerId);
      this.seek(event);
    });
    stage.addEventListener("pointermove", (event) => {
      if (stage.hasPointerCapture(event.pointerId)) this.seek(event);
    });
  }

  surface(answer, look) {
    if (this.picture.plotted && sameLook(this, answer, look)) return;
    Object.assign(this, { answer, look, theme: readTheme(), shape: null });
    const [low, high] = extremes(answer.z.flat());
    this.span = high - low;
    if (this.scene) this.draw(this.scene);
  }

  draw(scene) {
    this.scene = scene;
    if (!this.theme) return;
    this.fit();
    this.paint();
    this.describe();
  }

  /** The axes, anew only where what they span has changed. */
  fit() {
    const shown = this.scene.runs.filter((run) => !run.hidden);
    const grown = [this.answer, this.scene.lossScale, this.scene.steps, ...shown.flatMap(({ path, verdict }) => [path.loss, path.loss.length, Boolean(verdict)])];
    if (this.shape && sameList(this.grown, grown)) return;
    this.grown = grown;
    const shape = lossRange(shown, this.scene.lossScale, this.answer.log.shift, this.span);
    const end = endOf(shown, this.scene.steps);
    if (end < this.scene.steps) shape.note = `${shape.note} All runs ended by step ${end} of ${this.scene.steps}.`.trim();
    const key = [end, ...shape.range, shape.title, shape.note].join();
    const same = this.shape?.key === key && this.picture.plotted;
    this.shape = { ...shape, end, key };
    this.note.textContent = shape.note;
    if (!same) this.plot();
  }

  plot() {
    if (this.shape) this.picture.plot([], this.theme, this.layout());
  }

  layout() {
    const { scale, range, title, end } = this.shape;
    const horizontal = { ...axis(this.theme, "step", [-0.005 * end, end * 1.01]), fixedrange: true };
    if (end < FEW) Object.assign(horizontal, { tick0: 0, dtick: 1 });
    const vertical = { ...axis(this.theme, title, range), ...tickmarks(this.ticks(scale, range)), fixedrange: true };
    return { margin: { l: 62, r: 14, t: 8, b: 38 }, xaxis: horizontal, yaxis: vertical, dragmode: false };
  }

  /** As many as the height has room for. */
  ticks(scale, [low, high]) {
    const room = Math.max(2, Math.floor((this.picture.stage.clientHeight - SIDES) / TICK));
    const ticks = scale.ticks(low, high, Math.min(5, room));
    const stride = Math.ceil(ticks.length / room);
    return ticks.filter((_, k) => k % stride === 0);
  }

  paint() {
    const axes = this.picture.axes();
    if (!axes || !this.scene) return;
    const { layer } = this.picture;
    const context = layer.begin();
    const { scale } = this.shape;
    this.axes = axes;
    const place = ({ step, loss }, k) => (loss[k] === null ? null : [step[k], scale.at(loss[k])]);
    this.runs.follow(this.scene, axes, place, this.shape.key);
    layer.within(axes, () => this.inside(context));
    this.runs.heads(context, this.theme);
  }

  inside(context) {
    this.upright(context, this.scene.step, this.theme.accent, 1.5);
    const { hover } = this.scene;
    if (hover !== null && hover !== undefined) this.upright(context, hover, faint(this.theme.ink, 0.35), 1);
    for (const item of this.runs.items) this.batches(context, item);
    this.runs.lines(context, this.theme, 0);
    this.runs.turns(context, this.theme);
    this.runs.pointed(context, this.theme, hover);
  }

  /** The loss on each step's batch as dots behind the line, which is the loss on all of the data. */
  batches(context, { run, head }) {
    const told = run.path.batch_loss ?? [];
    const stride = Math.max(1, Math.ceil(this.scene.steps / (2 * this.axes.width)));
    const colour = faint(this.theme.run(run.id), 0.35);
    for (let k = 0; k <= Math.min(head, told.length - 1); k += stride) {
      if (told[k] !== null) disc(context, ...this.axes.pixel(run.path.step[k], this.shape.scale.at(told[k])), 1.5, colour);
    }
  }

  upright(context, step, colour, width) {
    const { top, height } = this.axes;
    const [x] = this.axes.pixel(step, 0);
    context.beginPath();
    context.moveTo(x, top);
    context.lineTo(x, top + height);
    stroke(context, colour, width);
  }

  seek(event) {
    if (!this.axes) return;
    this.events.seek(this.stepAt(placeOn(this.picture.stage, event)[0]));
  }

  stepAt(px) {
    const [step] = this.axes.point(px, 0);
    return Math.min(Math.max(Math.round(step), 0), this.scene.steps);
  }

  over(px, py) {
    if (!this.scene || !this.axes?.holds(px, py)) return this.read(null);
    const step = this.runs.nearest(px, py, 0)?.k ?? this.stepAt(px);
    const known = this.scene.runs.filter((run) => !run.hidden && run.path.loss[step] !== undefined);
    const turns = known.map((run) => turnInWords(run, step)).filter(Boolean);
    const losses = known.map((run) => ({ run: run.id, text: `${number(run.path.loss[step])}  ${run.label}` }));
    this.read([px, py], { title: `step ${step}`, lines: [...losses, ...turns] }, step);
  }

  /** `pixel` is where the pointer is; null where it is nowhere. */
  read(pixel, label, step = null) {
    if (pixel) this.picture.tip.show(label, pixel);
    else this.picture.tip.hide();
    if (this.hovered !== step) this.events.hover(step);
    this.hovered = step;
  }

  describe() {
    this.picture.describe(`Loss at each step, with ${pathsOf(this.scene.runs)}; the playhead is at step ${this.scene.step}.`);
  }

  clear() {
    this.scene = undefined;
    this.grown = null;
    this.runs.forget();
    if (this.picture.plotted) this.picture.layer.begin();
  }

  resize() {
    if (!this.picture.resize() && this.scene && this.theme) this.draw(this.scene);
    if (!this.picture.plotted) this.plot();
  }

  destroy() {
    this.picture.destroy();
  }
}

/** Where the axis ends: with the runs, where all of them ended long before the last step. */
function endOf(runs, steps) {
  const early = runs.length > 0 && runs.every((run) => run.verdict);
  const last = Math.max(1, ...runs.map(({ path }) => path.step.at(-1) ?? 0));
  return early && 2 * last < steps ? last : steps;
}

const sameList = (one, other) => one?.length === other.length && other.every((value, k) => value === one[k]);
