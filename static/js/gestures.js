import { change, textOf } from "./experiment.js";
import { setView } from "./view.js";

/**
 * What the views tell: a start picked or dragged, a run moved on by hand, a step sought or pointed at, the camera turned.
 * `mayMove()` says whether anything may be put elsewhere.
 */
export function createGestures({ store, playback, playhead, focused, accepted, mayMove, press, hover, at }) {
  /** A click where every run has its own start moves the one in focus. */
  function startKey(id) {
    const runs = accepted()?.runs ?? [];
    const allOwn = runs.length > 0 && runs.every((run) => textOf(store.get(), `${run.id}.start`) !== undefined);
    const owner = id ?? (allOwn ? focused() : null);
    return owner ? `${owner}.start` : "start";
  }

  function pick(point, id, phase) {
    const key = startKey(id);
    const paused = playback.get().state === "paused";
    store.set(change(store.get(), { [key]: point.join(",") }), { gesture: `drag ${key}` });
    if (phase === "end" && !paused) playhead.begin();
  }

  /** Where a run stands at rest, it is put down elsewhere. */
  function nudge(point, id) {
    const key = `${id}.start@${playback.get().step}`;
    store.set(change(store.get(), { [key]: point.join(",") }), { gesture: `drag ${key}` });
  }

  return {
    pick,
    /** A press beside everything: where a point is looked at, another one; else another start. */
    press: (point) => press(point) || (mayMove() && pick(point, null, "end")),
    nudge,
    hover,
    at,
    /** Rows put down by hand; while one is dragged, a single place to go back to. */
    points(points, gesture, phase) {
      if (!mayMove()) return;
      const text = points.map((point) => point.join(",")).join(";");
      store.set(change(store.get(), { "s.points": text || null }), { gesture });
      if (phase === "end" && playback.get().state !== "paused") playhead.begin();
    },
    seek: (step) => playhead.seek(step),
    camera: (text) => setView(store, { camera: text }),
    sort: (text) => setView(store, { sort: text }),
  };
}
