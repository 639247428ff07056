/**
 * The fit: the rows of the data with the model of every run as it stands at the playhead.
 *
 * Rows put down by hand are handles: dragged, moved with the arrow keys, deleted; a press beside them puts down
 * another one. Of other data a row is read when it is pointed at, and stays told when it is pressed.
 */

import { axis, make, tickmarks } from "../plot/figure.js";
import { stroke, word } from "../plot/marks.js";
import { batchOn, errorsOn, modelOn, placeOf, rowAt, rowsOn } from "../plot/model.js";
import { number, toPixel } from "../plot/numbers.js";
import { Picture } from "../plot/picture.js";
import { Dots } from "../plot/starts.js";
import { faint, readTheme } from "../plot/theme.js";

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
    const [across, up] = axesOf(this.data);
    const ticks = (column) => column.labels.map((text, at) => ({ at, text }));
    const make_ = (column, range) => ({
      ...axis(this.theme, column.unit ? `${column.title}, ${column.unit}` : column.title, range), fixedrange: true,
      ...(column.labels.length ? tickmarks(ticks(column)) : {}),
    });
    return {
      margin: { l: up.labels.length ? 78 : 56, r: 14, t: this.data.kind === "curve" ? 38 : 10, b: 40 },
      xaxis: make_(across, this.range[0]), yaxis: make_(up, this.range[1]), dragmode: false,
    };
  }

  paint() {
    const axes = this.picture.axes();
    if (!axes || !this.scene?.fit?.data) return;
    this.axes = axes;
    const { fit, runs } = this.scene;
    const context = this.picture.layer.begin();
    this.picture.layer.within(axes, () => {
      this.undecided(context);
      this.errors(context, fit);
      if (!fit.editable) rowsOn(context, axes, this.data, this.theme);
      if (fit.batch) batchOn(context, axes, this.data, fit.batch, this.theme);
      for (const run of runs) this.model(context, run, fit);
      if (fit.ghost) modelOn(context, axes, fit.ghost, fit.ghost.x, { colour: this.theme.ink, rim: this.theme.paper, width: 1.8, dashed: true });
      this.pointed(context, fit);
    });
    this.picture.root.classList.toggle("editable", fit.editable);
    const note = noteOf(this.data, fit);
    if (this.note.textContent !== note) this.note.textContent = note;
    this.handles(fit);
  }

  /** The answer at which a classifier can't decide. */
  undecided(context) {
    const { kind, threshold } = this.data;
    if (kind !== "curve" || threshold === null) return;
    const [, py] = this.axes.pixel(0, threshold);
    context.beginPath();
    context.moveTo(this.axes.left, py);
    context.lineTo(this.axes.left + this.axes.width, py);
    context.setLineDash([2, 4]);
    stroke(context, faint(this.theme.ink, 0.4), 1);
    context.setLineDash([]);
  }

  errors(context, { rows, errors }) {
    if (!rows || errors === "none") return;
    errorsOn(context, this.axes, this.data, rows.answer, { colour: this.theme.run(rows.run), squares: errors === "squares" });
  }

  model(context, run, { curves }) {
    const shape = curves.shapes.get(run.id);
    if (run.hidden || !shape) return;
    const look = { colour: this.theme.run(run.id), rim: this.theme.paper, width: run.focus ? 3 : 2.2 };
    modelOn(context, this.axes, shape, curves.x, look);
  }

  pointed(context, { rows }) {
    const row = this.hovered ?? this.kept;
    if (row === null || row === undefined || !rows || this.data.kind !== "curve") return;
    const [x] = placeOf(this.data, row);
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
    const row = rowAt(this.axes, this.data, px, py);
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
    this.read(rowAt(this.axes, this.data, px, py) ?? this.kept);
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

const titleOf = (data) => [data.kind, data.table.id, ...data.inputs.map((input) => input.name), data.target.name].join();

/** What stands across and what stands upwards: over two inputs both are inputs. */
const axesOf = (data) => (data.kind === "curve" ? [data.inputs[0], data.target] : data.inputs);

const rangesOf = (data) => axesOf(data).map((column) => [...column.range]);

function noteOf(data, { editable, batch, epoch }) {
  if (editable) return "Press to add a point, drag to move it, press it twice to remove it.";
  if (batch) return `The next step sees the ${batch.length} ringed rows; epoch ${epoch + 1}.`;
  const kinds = data.target.labels.length === 2 && data.kind === "boundary";
  return kinds ? `○ ${data.target.labels[0]}   ● ${data.target.labels[1]}` : `${data.rows} rows`;
}

/** "Row 12: x 3, y 4; answer 3.4, loss 0.36; pulls w by −0.5, b by −1.2". */
function rowInWords(data, { rows }, row, variables) {
  const said = (column, value) => `${column.title} ${column.labels[value] ?? number(value)}`;
  const given = [...data.inputs.map((input, k) => said(input, data.x[k][row])), said(data.target, data.y[row])];
  const told = `Row ${row + 1}: ${given.join(", ")}`;
  if (!rows) return told;
  const pulls = variables.map((name, k) => `${name} by ${number(negative(rows.gradient[k][row]), 3)}`).join(", ");
  return `${told}; answer ${number(rows.answer[row], 3)}, loss ${number(rows.loss[row], 3)}; pulls ${pulls}`;
}

const negative = (value) => (value === null ? null : -value);
