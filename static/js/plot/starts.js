/** Handles over a picture that are dragged with mouse, finger or pen, or moved with the arrow keys. */

import { make } from "./figure.js";
import { placeOn } from "./magnified.js";
import { number, toPixel } from "./numbers.js";

const PATIENCE_MS = 1500;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowUp: [0, 1] };

class Handles {
  /** pick(point, id, phase) is told where a handle goes; `dimension` is 1 or 2. */
  constructor(stage, dimension, pick) {
    Object.assign(this, { stage, dimension, pick, handles: new Map(), dragged: null });
  }

  /**
   * Puts a handle at each place, {id, point}. pixelOf(point) -> [px, py].
   * A handle under the pointer is left where the pointer has it.
   */
  show(places, axes, theme, variables, pixelOf) {
    Object.assign(this, { axes, variables, pixelOf });
    const ids = places.map((one) => one.id);
    for (const [id, handle] of this.handles) if (!ids.includes(id) && handle !== this.dragged) this.drop(id, handle);
    for (const one of places) this.place(one, theme);
  }

  clear() {
    for (const [id, handle] of this.handles) this.drop(id, handle);
  }

  drop(id, handle) {
    handle.remove();
    this.handles.delete(id);
  }

  place({ id, point, raised = false }, theme) {
    const handle = this.handles.get(id) ?? this.add(id);
    handle.classList.toggle("raised", raised);
    if (handle.theme !== theme) Object.assign(handle, { theme }).style.color = id ? theme.run(id) : theme.ink;
    if (this.dragged === handle || this.waits(handle, point)) return;
    handle.past = new Set([String(point)]);
    this.move(handle, point);
  }

  /** Until the answer to the last point told is there, the scene has older ones: the handle stays where it was put. */
  waits(handle, point) {
    return handle.past?.has(String(point)) && performance.now() < (handle.until ?? 0);
  }

  move(handle, point) {
    const [px, py] = this.pixelOf(point);
    const where = `translate(${px.toFixed(1)}px, ${py.toFixed(1)}px)`;
    if (handle.where === where) return;
    Object.assign(handle, { where, point, hidden: !this.axes.holds(px, py, 2) });
    handle.style.transform = where;
    handle.setAttribute("aria-label", this.label(handle.dataset.run, point));
  }

  label(id, point) {
    const where = point.map((value, k) => `${this.variables[k]} ${number(value)}`).join(", ");
    return `${this.whose(id)}: ${where}. Drag it, or use the arrow keys.`;
  }

  add(id) {
    const handle = make("button", this.className, { type: "button", title: this.title });
    handle.dataset.run = id ?? "";
    handle.addEventListener("pointerdown", (event) => this.grab(handle, event));
    handle.addEventListener("pointermove", (event) => this.drag(handle, event, "move"));
    handle.addEventListener("pointerup", (event) => this.release(handle, event));
    handle.addEventListener("pointercancel", (event) => this.release(handle, event));
    handle.addEventListener("keydown", (event) => this.nudge(handle, event));
    this.stage.append(handle);
    this.handles.set(id, handle);
    return handle;
  }

  grab(handle, event) {
    if (event.button !== 0) return;
    event.stopPropagation();
    handle.setPointerCapture(event.pointerId);
    const [px, py] = this.pixelOf(handle.point);
    const [x, y] = this.pointer(event);
    this.grip = [px - x, this.dimension === 1 ? 0 : py - y];
    this.dragged = handle;
    handle.classList.add("dragged");
  }

  drag(handle, event, phase) {
    if (this.dragged !== handle) return;
    const [x, y] = this.pointer(event);
    const point = this.pointAt(x + this.grip[0], y + this.grip[1]);
    this.move(handle, point);
    this.tell(handle, point, phase);
  }

  release(handle, event) {
    if (this.dragged !== handle) return;
    this.drag(handle, event, "end");
    this.dragged = null;
    handle.classList.remove("dragged");
  }

  nudge(handle, event) {
    const way = ARROWS[event.key];
    if (!way || (this.dimension === 1 && way[1])) return;
    event.preventDefault();
    event.stopPropagation();
    const by = event.shiftKey ? 40 : 4;
    const [px, py] = this.pixelOf(handle.point);
    const point = this.pointAt(px + by * way[0], py - by * way[1]);
    this.move(handle, point);
    this.tell(handle, point, "end");
  }

  tell(handle, point, phase) {
    if (handle.told) handle.past.add(handle.told);
    handle.told = String(point);
    handle.past.delete(handle.told);
    if (phase === "end") handle.until = performance.now() + PATIENCE_MS;
    this.pick(point, handle.dataset.run || null, phase);
  }

  pointer(event) {
    return placeOn(this.stage, event);
  }

  /** The point under a pixel, inside the picture, to as many decimals as a pixel shows. */
  pointAt(px, py) {
    const { axes } = this;
    const x = Math.min(Math.max(px, axes.left), axes.left + axes.width);
    const y = Math.min(Math.max(py, axes.top), axes.top + axes.height);
    const [u, v] = axes.point(x, y);
    const point = [toPixel(u, 1 / axes.perX), toPixel(v, 1 / axes.perY)];
    return point.slice(0, this.dimension);
  }
}

/** Where the runs start. */
export class Starts extends Handles {
  className = "view-start";
  title = "Drag to move the start";

  whose(id) {
    return id ? `Start of run ${id}` : "Start";
  }
}

/** Rows of data put down by hand. */
export class Dots extends Handles {
  className = "view-dot";
  title = "Drag to move the point; press twice, or Delete, to take it away";

  whose(id) {
    return `Point ${Number(id) + 1}`;
  }
}

/** Where the runs stand at rest, to be moved on by hand. */
export class Heads extends Handles {
  className = "view-head";
  title = "Drag to move the run from here on";

  whose(id) {
    return `Run ${id} stands at`;
  }
}
