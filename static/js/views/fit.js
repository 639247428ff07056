/**
 * The fit: the rows of the data with the model of every run as it stands at the playhead.
 *
 * Rows put down by hand are handles: dragged, moved with the arrow keys, deleted; a press beside them puts down
 * another one. Of other data a row is read when it is pointed at, and stays told when it is pressed.
 */

import { axis, make, tickmarks } from "../plot/figure.js";
import { kindOf } from "../plot/fitkinds.js";
import { noteOf, rowInWords } from "../plot/fitwords.js";
import { word } from "../plot/marks.js";
import { batchOn, rowAt } from "../plot/model.js";
import { number, toPixel } from "../plot/numbers.js";
import { Picture } from "../plot/picture.js";
import { Sheet } from "../plot/sheet.js";
import { Dots } from "../plot/starts.js";
import { readTheme } from "../plot/theme.js";

export function mount(element, events) {
  return new Fit(element, events);
}

class Fit {
  constructor(element, events) {
    this.events = events;
    this.picture = new Picture(element, "fit", () => this.paint(), {
      press: (px, py) => this.press(px, py),
      over: (px, py) => this.over(px, py),
      leave: () => this.read(this.kept ?? null),
    });
    this.dots = new Dots(this.picture.stage, 2, (point, id, phase) => this.edit(Number(id), point, phase));
    this.picture.stage.addEventListener("keydown", (event) => this.onKey(event));
    this.picture.stage.addEventListener("dblclick", (event) => this.onDouble(event));
    this.note = make("span", "view-note");
    this.reading = make("div", "view-reading");
    this.picture.footer.append(this.note, this.reading);
    this.kept = null;
    this.picture.describe("The data, which are on their way.");
    this.sheet = new Sheet(this.picture.layer);
  }

  surface(answer, look) {
    if (this.picture.plotted && this.look?.theme === look.theme) return;
    Object.assign(this, { look, theme: readTheme() });
    this.plot();
  }

  draw(scene) {
    this.scene = scene;
    if (!scene.fit?.data || !this.theme) return;
    if (scene.fit.data !== this.data) this.take(scene.fit.data);
    this.paint();
    this.describe();
  }

  /** New rows: the axes are drawn anew where these leave them, or are others altogether. */
  take(data) {
    const same = this.data && titleOf(this.data) === titleOf(data) && this.scene.fit.editable;
    const range = rangesOf(data);
    const holds = same && this.range.every(([low, high], k) => low <= range[k][0] && range[k][1] <= high);
    this.data = data;
    this.kept = null;
    this.picture.element.dataset.kind = data.kind;
    if (holds && this.picture.plotted) return;
    this.range = same ? this.range.map(([low, high], k) => [Math.min(low, range[k][0]), Math.max(high, range[k][1])]) : range;
    this.plot();
  }

  plot() {
    if (this.data && this.theme) this.picture.plot([], this.theme, this.layout());
  }

  layout() {
    const [across, up] = kindOf(this.data).axes(this.data);
    const ticks = (column) => column.labels.map((text, at) => ({ at, text }));
    const make_ = (column, range) => ({
      ...axis(this.theme, column.unit ? `${column.title}, ${column.unit}` : column.title, range), fixedrange: true,
      ...(column.labels.length ? tickmarks(ticks(column)) : {}),
    });
    return {
      margin: { l: roomFor(up.labels), r: 14, t: this.data.kind === "curve" ? 38 : 10, b: 40 },
      xaxis: make_(across, this.range[0]), yaxis: make_(up, this.range[1]), dragmode: false,
    };
  }

  paint() {
    const axes = this.picture.axes();
    if (!axes || !this.scene?.fit?.data) return;
    this.axes = axes;
    const { fit, runs } = this.scene;
    const context = this.picture.layer.begin();
    const kind = kindOf(this.data);
    const focus = runs.find((run) => run.focus)?.id ?? null;
    this.place = this.placing(fit, focus);
    this.picture.layer.within(axes, () => {
      kind.under(context, axes, { data: this.data, fit, focus, theme: this.theme });
      if (!fit.editable) this.sheet.copied(context, axes, [this.data, this.theme], (sheet) => kind.rows(sheet, axes, this.data, this.theme, this.place));
      if (fit.batch) batchOn(context, axes, fit.batch, this.theme, this.place);
      for (const run of runs) this.model(context, run, fit);
      if (fit.ghost) this.drawn(context, fit.ghost, fit.ghost, { colour: this.theme.ink, rim: this.theme.paper, width: 1.8, dashed: true });
      this.pointed(context, fit);
    });
    this.picture.root.classList.toggle("editable", fit.editable);
    const note = noteOf(this.data, fit);
    if (this.note.textContent !== note) this.note.textContent = note;
    this.handles(fit);
  }

  /** Where row k lies: as the run in focus answers it, where that decides. */
  placing({ curves }, focus) {
    const answers = curves.shapes.get(focus)?.answers ?? null;
    return (k) => kindOf(this.data).place(this.data, k, answers);
  }

  model(context, run, { curves }) {
    const shape = curves.shapes.get(run.id);
    if (run.hidden || !shape) return;
    this.drawn(context, shape, curves, { colour: this.theme.run(run.id), rim: this.theme.paper, width: run.focus ? 3 : 2.2 });
  }

  drawn(context, shape, places, look) {
    kindOf(this.data).model(context, this.axes, { data: this.data, shape, places, look });
  }

  /** What the model answers to the row that is pointed at. */
  pointed(context, { rows }) {
    const row = this.hovered ?? this.kept;
    if (row === null || row === undefined || !rows || this.data.kind !== "curve") return;
    const [x] = this.place(row);
    if (rows.answer[row] === null) return;
    const [px, py] = this.axes.pixel(x, rows.answer[row]);
    const { ink, paper, font } = this.theme;
    word(context, number(rows.answer[row], 3), px + 8, py, { colour: ink, rim: paper, font });
  }

  handles({ editable }) {
    const places = editable ? this.data.x[0].map((x, k) => ({ id: String(k), point: [x, this.data.y[k]] })) : [];
    this.dots.show(places, this.axes, this.theme, [this.data.inputs[0].title, this.data.target.title], ([x, y]) => this.axes.pixel(x, y));
  }

  points() {
    return this.data.x[0].map((x, k) => [x, this.data.y[k]]);
  }

  edit(row, point, phase) {
    const points = this.points();
    points[row] = point;
    this.events.points(points, `drag point ${row}`, phase);
  }

  remove(row) {
    const points = this.points().filter((_, k) => k !== row);
    this.events.points(points, null, "end");
  }

  onKey(event) {
    const dot = event.target.closest(".view-dot");
    if (!dot || !["Delete", "Backspace"].includes(event.key)) return;
    event.preventDefault();
    this.remove(Number(dot.dataset.run));
  }

  onDouble(event) {
    const dot = event.target.closest(".view-dot");
    if (dot) this.remove(Number(dot.dataset.run));
  }

  press(px, py) {
    if (!this.axes?.holds(px, py) || !this.scene?.fit?.data) return;
    if (this.scene.fit.editable) return this.add(px, py);
    const row = rowAt(this.axes, this.data, px, py, this.place);
    this.kept = row === this.kept ? null : row;
    this.read(this.kept);
  }

  add(px, py) {
    const [x, y] = this.axes.point(px, py);
    const point = [toPixel(x, 1 / this.axes.perX), toPixel(y, 1 / this.axes.perY)];
    this.events.points([...this.points(), point], null, "end");
  }

  over(px, py) {
    if (!this.axes?.holds(px, py) || !this.scene?.fit?.data) return this.read(this.kept);
    this.read(rowAt(this.axes, this.data, px, py, this.place) ?? this.kept);
  }

  read(row) {
    const text = row === null || !this.scene?.fit ? "" : rowInWords(this.data, this.scene.fit, row, this.scene.variables);
    if (this.reading.textContent !== text) this.reading.textContent = text;
    if (this.hovered === row) return;
    this.hovered = row;
    this.paint();
  }

  describe() {
    const { data } = this;
    const model = this.scene.runs.length === 1 ? "the model of one run" : `the models of ${this.scene.runs.length} runs`;
    const named = data.inputs.map((input) => input.title).join(" and ");
    this.picture.describe(`${data.table.name}: ${data.rows} rows, ${data.target.title} over ${named}, with ${model} at step ${this.scene.step}.`);
  }

  clear() {
    this.scene = undefined;
    this.dots.clear();
    if (this.picture.plotted) this.picture.layer.begin();
  }

  resize() {
    if (!this.picture.resize()) this.plot();
    this.paint();
  }

  destroy() {
    this.picture.destroy();
  }
}

/** For the numbers of an axis, or for its words. */
const roomFor = (labels) => (labels.length ? Math.min(140, 42 + 6.5 * Math.max(...labels.map(({ length }) => length))) : 56);

const titleOf = (data) => [data.kind, data.table.id, ...data.inputs.map((input) => input.name), data.target.name].join();

const rangesOf = (data) => kindOf(data).axes(data).map((column) => [...column.range]);
