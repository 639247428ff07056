/**
 * Lines and balls in a plotly 3-D scene that change with every frame.
 *
 * Plotly's own calls (restyle, extendTraces) plot the whole scene anew, its surface included: 30 to 70 ms. So each
 * line is given to its own WebGL object once, and a frame only says how many of its vertices are drawn. That leans
 * on what plotly keeps inside (`_scene.traces`, `linePlot.vertexCount`); where it is not as expected, everything
 * goes through Plotly.restyle instead, slower and right.
 */

import { channels } from "./theme.js";

const NOWHERE = [NaN, NaN, NaN];
const EMPTY = { points: [], count: 0, colour: "rgb(0, 0, 0)", width: 1 };

/** The traces that a figure needs for `count` lines and their balls, all empty. */
export function lineTraces(count) {
  const nowhere = { x: [null, null], y: [null, null], z: [null, null] };
  const trace = { type: "scatter3d", ...nowhere, hoverinfo: "skip" };
  const line = { ...trace, mode: "lines", line: { width: 5, color: EMPTY.colour } };
  const balls = { ...trace, mode: "markers", marker: { size: 4.5, color: [EMPTY.colour] } };
  return [...Array.from({ length: count }, () => structuredClone(line)), balls];
}

export class SceneLines {
  /** The lines are the figure's traces `first` .. `first + count - 1`, the balls the next. */
  constructor(figure, first, count) {
    Object.assign(this, { figure, first, count, fast: true, lines: [], balls: [] });
    figure.on("plotly_afterplot", () => this.again());
  }

  /**
   * Draws one frame. lines: for each line {points, count, colour, width}, of whose points ([x, y, z], null between
   * pieces) the first `count` show; `points` is the same array as long as it holds the same points.
   * balls: [{point, colour}].
   */
  draw(lines, balls) {
    const before = this.lines;
    this.lines = Array.from({ length: this.count }, (_, slot) => lines[slot] ?? EMPTY);
    this.balls = balls;
    if (!this.quickly(before)) this.publicly();
  }

  /** Everything once more, after plotly has plotted the scene from its own data. */
  again() {
    this.ballsKey = null;
    if (this.lines.length && !this.restyling) this.quickly([]);
  }

  quickly(before) {
    if (!this.fast) return false;
    try {
      const scene = this.scene();
      this.lines.forEach((line, slot) => this.line(scene, line, before[slot], slot));
      this.ball(scene);
    } catch (problem) {
      console.info("The scene's lines go through Plotly.restyle:", problem.message);
      this.fast = false;
    }
    return this.fast;
  }

  scene() {
    const scene = this.figure._fullLayout.scene._scene;
    withoutPicking(scene);
    return scene;
  }

  object(scene, index) {
    return scene.traces[this.figure._fullData[index].uid];
  }

  line(scene, line, before, slot) {
    const object = this.object(scene, this.first + slot);
    const same = unchanged(line, before);
    if (!same) fill(scene, object, line);
    Object.assign(line, { length: line.points.length, vertices: same ? before.vertices : vertexCounts(line.points) });
    if (!same) expect(object.linePlot.vertexCount, line.vertices.at(-1) ?? 0);
    const shown = line.vertices[line.count - 1] ?? 0;
    if (object.linePlot.vertexCount === shown) return;
    object.linePlot.vertexCount = shown;
    object.linePlot.dirty = true;
  }

  ball(scene) {
    const key = JSON.stringify(this.balls);
    if (key === this.ballsKey) return;
    this.ballsKey = key;
    const index = this.first + this.count;
    this.object(scene, index).update({ ...this.figure._fullData[index], ...this.ballData() });
  }

  ballData() {
    const shown = this.balls.length ? this.balls : [{ point: [null, null, null], colour: "rgb(0, 0, 0)" }];
    const marker = { ...this.figure._fullData[this.first + this.count].marker, color: shown.map((ball) => ball.colour) };
    return { ...columns(shown.map((ball) => ball.point)), marker };
  }

  /** The same through plotly's public face, one call for all. */
  publicly() {
    const shown = this.lines.map(({ points, count }) => columns(points.slice(0, count)));
    const balls = columns(this.balls.map((ball) => ball.point));
    const all = [...shown, balls];
    const change = { x: all.map((one) => one.x), y: all.map((one) => one.y), z: all.map((one) => one.z) };
    change["line.color"] = [...this.lines.map((line) => line.colour), undefined];
    change["marker.color"] = [...this.lines.map(() => undefined), this.balls.map((ball) => ball.colour)];
    this.restyling = true;
    window.Plotly.restyle(this.figure, change, all.map((_, k) => this.first + k));
    this.restyling = false;
  }
}

/** True where WebGL already has the line, as long as it is now. */
function unchanged({ points, colour, width }, before) {
  return before?.points === points && before.length === points.length && before.colour === colour && before.width === width;
}

function fill(scene, object, { points, colour, width }) {
  const scale = scene.dataScale;
  const position = points.map((point) => (point ? point.map((value, k) => value * scale[k]) : NOWHERE));
  object.linePlot.update({
    position: position.length ? position : [NOWHERE],
    color: channels(colour).map((value) => value / 255),
    lineWidth: width,
  });
}

/** How many vertices the first 1, 2, .. points take: four a segment, two to end a piece, two to begin the next. */
function vertexCounts(points) {
  const counts = [0];
  let [total, parted] = [0, false];
  for (let k = 1; k < points.length; k++) {
    const drawn = points[k - 1] !== null && points[k] !== null;
    if (drawn) total += parted ? 6 : 4;
    else if (total > 0) total += 2;
    parted = drawn ? false : parted || total > 0;
    counts.push(total);
  }
  return points.length ? counts : [];
}

function expect(found, expected) {
  if (found !== expected) throw new Error(`${found} vertices where ${expected} were expected`);
}

/** Nothing is picked by plotly here: its picking draws all twice and reads the pixels back in every frame. */
function withoutPicking({ glplot }) {
  for (const object of [...glplot.objects]) {
    if (object.pickSlots === 0) continue;
    object.pickSlots = 0;
    glplot.remove(object);
    glplot.add(object);
  }
}

function columns(points) {
  return { x: points.map((p) => p?.[0] ?? null), y: points.map((p) => p?.[1] ?? null), z: points.map((p) => p?.[2] ?? null) };
}
