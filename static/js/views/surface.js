/** The 3-D view: the surface with the paths lying on it, seen from wherever the reader turns it to. */

import { arrowLines, fieldLines, longestForce, lookedAt } from "../plot/arrows.js";
import { CAMERA, fitOf, readCamera, towardsEye, writeCamera } from "../plot/camera.js";
import { axis, layout, make, settings, tickmarks, visible } from "../plot/figure.js";
import { heightGrid } from "../plot/grid.js";
import { scaleOf } from "../plot/heights.js";
import { toPixel } from "../plot/numbers.js";
import { onPointer } from "../plot/presses.js";
import { reliefTraces } from "../plot/relief.js";
import { Box, Ribbon } from "../plot/ribbon.js";
import { sameLook } from "../plot/same.js";
import { lineTraces, SceneLines } from "../plot/scenelines.js";
import { Sight } from "../plot/sight.js";
import { slopeLines } from "../plot/slopes.js";
import { blend, readTheme } from "../plot/theme.js";
import { Tip } from "../plot/tip.js";
import { countUpTo, headAt } from "../plot/trail.js";
import { ownFrom } from "../plot/turns.js";
import { canDraw3d } from "../plot/webgl.js";
import { pathsOf, pointLabel, stepLabel } from "../plot/words.js";

const MOST_RUNS = 8;
const MOST_OTHERS = 3 + MOST_RUNS; // lines of the instruments: the slope's two, the field, the arrows of each run
const OWN_TRACES = 4;
const SMALL = 300; // pixels; a picture lower than this has room for a few numbers along its height
const REACH = 10;
const WIDTH = 5;
const WIDE = 1.2;
const TALL = 0.76;
const CENTER = { x: 0, y: 0, z: -0.12 };
const TO_THE_EYE = 0.06;

export function mount(element, events) {
  return canDraw3d() ? new Surface(element, events) : new Without(element);
}

class Surface {
  constructor(element, events) {
    this.events = events;
    this.root = make("div", "view view-surface");
    this.stage = make("div", "view-stage");
    this.figure = make("div", "view-figure");
    this.figure.setAttribute("role", "img");
    this.footer = make("div", "view-footer");
    this.stage.append(this.figure);
    this.root.append(this.stage, this.footer);
    element.append(this.root);
    this.tip = new Tip(this.stage);
    this.stop = onPointer(this.stage, { press: () => {}, over: (px, py, held) => this.over(px, py, held), leave: () => this.read(null) });
    this.ribbons = new Map();
  }

  surface(answer, look) {
    if (this.lines && sameLook(this, answer, look)) return this.turnTo(look);
    Object.assign(this, { answer, look, theme: readTheme(), scale: scaleOf(look.scale, answer.log.shift) });
    this.grid = heightGrid(answer, this.scale);
    this.box = new Box(answer.window, this.grid, this.scale);
    this.ribbons.clear();
    this.plot();
  }

  plot() {
    if (!this.answer || !visible(this.stage)) return;
    const first = !this.lines;
    const figure = this.layout();
    const own = reliefTraces(this.answer, this.box, this.theme, this.ranges.z[0]);
    window.Plotly.react(this.figure, [...own, ...lineTraces(MOST_RUNS + MOST_OTHERS)], figure, { ...settings(this.stage), scrollZoom: "gl3d" });
    if (first) this.listen();
    this.lines ??= new SceneLines(this.figure, OWN_TRACES, MOST_RUNS + MOST_OTHERS);
    this.describe();
    if (this.scene) this.draw(this.scene);
  }

  /** Only the link's camera is new: the scene turns, and nothing is drawn anew. */
  turnTo(look) {
    this.look = look;
    const view = this.view();
    if (view === this.camera) return;
    Object.assign(this, { camera: view, told: writeCamera(view.eye) });
    window.Plotly.relayout(this.figure, { "scene.camera": structuredClone(view) });
  }

  listen() {
    this.figure.on("plotly_relayouting", (change) => this.turned(change["scene.camera"]));
    this.figure.on("plotly_relayout", (change) => {
      if (this.turned(change["scene.camera"])) this.tell(writeCamera(this.camera.eye));
    });
  }

  /** Only a turn by hand is news. */
  tell(eye) {
    if (eye !== this.told) this.events.camera(eye);
    this.told = eye;
  }

  turned(camera) {
    if (!camera) return false;
    this.camera = camera;
    this.tip.hide();
    if (this.scene) this.draw(this.scene);
    return true;
  }

  /** While the scene is being turned nothing is read off it. */
  over(px, py, held) {
    if (!this.lines || !this.scene || held) return this.read(null);
    const sight = new Sight(this.figure._fullLayout.scene._scene, this.stage.clientWidth, this.stage.clientHeight);
    const seen = sight.surface(px, py, this.box);
    const step = this.stepUnder(sight, px, py, seen);
    if (step) return this.read([px, py], stepLabel(step.run, step.k, this.answer.variables), step.run.path.step[step.k]);
    this.read(seen && [px, py], seen && this.pointLabel(seen));
  }

  pointLabel([x, y, height]) {
    const rounded = [x, y].map((value, k) => toPixel(value, [this.box.spanX, this.box.spanY][k] / 400));
    return pointLabel(this.answer.variables, rounded, this.scale.loss(height));
  }

  /** The step of a run that is pointed at: {run, k}, or null. */
  stepUnder(sight, px, py, seen) {
    let best = { distance: REACH };
    for (const run of this.scene.runs.filter((one) => !one.hidden && this.ribbons.has(one.id))) {
      const { points, at } = this.ribbons.get(run.id);
      const count = countUpTo(at, headAt(run.path, this.scene.step));
      const steps = points.slice(0, count).map((point, k) => (at[k] === at[k + 1] ? null : point));
      const { place, distance } = sight.nearest(px, py, steps, best.distance, seen);
      if (place >= 0) best = { run, k: at[place], distance };
    }
    return best.run ? best : null;
  }

  /** `pixel` is where the pointer is; null where it points at nothing. */
  read(pixel, label, step = null) {
    if (pixel) this.tip.show(label, pixel);
    else this.tip.hide();
    if (this.hovered !== step) this.events.hover(step);
    this.hovered = step;
  }

  layout() {
    const [x, y] = this.answer.plane?.names ?? this.answer.variables;
    const [across, along] = this.answer.window;
    const { low, high } = this.grid;
    this.ranges = { x: across, y: along, z: [low - 0.02 * (high - low), high + 3 * this.box.lift] };
    this.camera = this.view();
    const vertical = { ...this.axis("", this.ranges.z), ...tickmarks(this.scale.ticks(low + 0.06 * (high - low), high, this.stage.clientHeight < SMALL ? 3 : 5)) };
    return layout(this.stage, this.theme, {
      margin: { l: 0, r: 0, t: 0, b: 0 },
      scene: {
        xaxis: this.axis(x, across), yaxis: this.axis(y, along), zaxis: vertical,
        aspectmode: "manual", aspectratio: this.aspect(), dragmode: "turntable", hovermode: false, camera: structuredClone(this.camera),
      },
    });
  }

  axis(title, range) {
    const plain = axis(this.theme, title, range);
    return {
      ...plain, title: { text: title, font: plain.title.font }, nticks: 5, showbackground: false, showspikes: false,
      ticks: "", showline: true, gridcolor: blend(this.theme.ink, this.theme.paper, 0.12), linecolor: blend(this.theme.ink, this.theme.paper, 0.2),
    };
  }

  aspect() {
    const ratio = Math.min(1.6, Math.max(0.625, this.box.spanY / this.box.spanX));
    const fit = fitOf(this.stage.clientWidth, this.stage.clientHeight);
    return { x: (fit * WIDE) / Math.sqrt(ratio), y: fit * WIDE * Math.sqrt(ratio), z: fit * TALL };
  }

  /** Where the reader last looked from; else what the link says; else from the front, a little above. */
  view() {
    const said = readCamera(this.look.camera);
    const mine = this.camera && (!said || writeCamera(this.camera.eye) === writeCamera(said));
    return mine ? this.camera : { eye: said ?? CAMERA, center: CENTER };
  }

  draw(scene) {
    this.scene = scene;
    if (!this.lines) return;
    const shown = scene.runs.filter((run) => !run.hidden && run.path.x.length);
    const paths = Array.from({ length: MOST_RUNS }, (_, slot) => shown[slot] && this.line(shown[slot]));
    this.lines.draw([...paths, ...this.instruments()], shown.flatMap((run) => this.balls(run)));
    this.describe();
  }

  /** The instruments' lines, each in a place of its own. */
  instruments() {
    const [plane, secants] = this.kept("slope", this.scene.slope?.answer, () => slopeLines(this.scene.slope, this.box, this.theme)) ?? [];
    const [field] = this.kept("field", this.scene.field, () => [{ points: fieldLines(this.scene.field, this.box), colour: this.theme.soft, width: 2 }]) ?? [];
    return [plane, secants, field, ...(this.scene.arrows?.size ? this.arrows() : [])];
  }

  /** The same lines as long as they show the same answer. */
  kept(name, answer, make) {
    if (!answer) return null;
    this.keeping ??= {};
    const before = this.keeping[name];
    const same = before?.answer === answer && before.box === this.box && before.theme === this.theme;
    if (!same) this.keeping[name] = { answer, box: this.box, theme: this.theme, lines: make().map((line) => ({ ...line, count: line.points.length })) };
    return this.keeping[name].lines.map((line) => ({ ...line }));
  }

  arrows() {
    const longest = longestForce(this.scene, this.box);
    return this.scene.runs.filter((run) => !run.hidden && run.path.x.length).map((run) => {
      const points = arrowLines(run, this.scene, this.box, longest);
      return { points, count: points.length, colour: this.theme.run(run.id), width: 4 };
    });
  }

  line(run) {
    const ribbon = this.ribbon(run);
    const count = ribbon.upTo(headAt(run.path, this.scene.step));
    return { points: ribbon.points, count, colour: this.theme.run(run.id), width: run.focus ? WIDTH + 2 : WIDTH };
  }

  ribbon(run) {
    const known = this.ribbons.get(run.id);
    const from = ownFrom(run, this.scene.runs.filter((other) => !other.hidden));
    const same = known?.source === run.path.x && known.from === from && known.seen <= Math.max(from, run.path.x.length);
    const leaps = (run.moves ?? []).map((move) => move.step);
    const ribbon = same ? known : Object.assign(new Ribbon(this.box, { from, leaps }), { source: run.path.x });
    this.ribbons.set(run.id, ribbon);
    ribbon.follow(run.path);
    return ribbon;
  }

  /** The ball at the playhead; where another step is pointed at, one there too. */
  balls(run) {
    const steps = new Set([this.scene.step, lookedAt(this.scene)]);
    return [...steps].filter((step) => step <= this.scene.step).flatMap((step) => this.ball(run, step));
  }

  ball(run, step) {
    const k = headAt(run.path, step);
    const [x, y] = [run.path.x[k], run.path.y[k]];
    if (k < 0 || x === null || y === null || !this.box.holds(x, y)) return [];
    const point = [x, y, this.box.height(x, y, run.path.loss[k])];
    return [{ point: towardsEye(point, this.camera.eye, this.aspect(), this.ranges, TO_THE_EYE), colour: this.theme.run(run.id) }];
  }

  describe() {
    const paths = this.scene ? `, with ${pathsOf(this.scene.runs)}` : "";
    this.footer.textContent = `height: ${this.scale.title}`;
    const text = `${this.answer.name} as a surface in three dimensions: height is ${this.scale.title}${paths}. Drag to turn it.`;
    if (this.figure.ariaLabel !== text) this.figure.ariaLabel = text;
  }

  clear() {
    this.scene = undefined;
    this.ribbons.clear();
    this.lines?.draw([], []);
  }

  resize() {
    if (!this.lines) return this.plot();
    if (!visible(this.stage)) return;
    const size = { width: this.stage.clientWidth, height: this.stage.clientHeight };
    window.Plotly.relayout(this.figure, { ...size, "scene.aspectratio": this.aspect() });
    if (this.scene) this.draw(this.scene);
  }

  destroy() {
    this.stop();
    if (this.lines) window.Plotly.purge(this.figure);
    this.root.remove();
  }
}

/** What stands here where the browser has no WebGL. The contour view says the same in two dimensions. */
class Without {
  constructor(element) {
    this.root = make("div", "view view-without");
    this.root.append(make("p", "", {
      textContent: "The 3-D view needs WebGL, which this browser has not switched on. The map shows the same runs from above.",
    }));
    element.append(this.root);
  }

  surface() {}

  draw() {}

  clear() {}

  resize() {}

  destroy() {
    this.root.remove();
  }
}
