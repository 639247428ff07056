import { read, textOf } from "./experiment.js";
import { lastStep } from "./trajectories.js";

const FRAMES = 30; // so many of a second are worth another curve

/**
 * What the fit's picture shows: the rows, the model of every run at the step looked at, each row's error for
 * the run in focus, the next step's batch, and the model at the point of the map that is pointed at.
 *
 * Asks the instruments for what is missing; a newer curve is waited for with the older one in sight.
 */
export function createFitScene({ instruments, pairs: wanted, session, playback, pointedAt, focused, view }) {
  let drawn = { shapes: new Map(), x: null, y: null };
  let rows = null;
  let place = null;
  let asked = null;
  let ghost = null;

  /** What the page says, or what is still on the picture while another surface is on its way. */
  function pairs() {
    const { experiment } = session.get();
    return textOf(wanted(), "surface") === experiment.surface ? wanted() : read(experiment.query);
  }

  /** The models at a step: of a playing run every few steps, as many as can be seen. */
  function curvesAt(query, step) {
    const { state } = playback.get();
    const every = state === "playing" ? Math.max(1, 2 ** Math.floor(Math.log2(view().speed / FRAMES))) : 1;
    const found = instruments.curves(query, step, every);
    if (found) drawn = found;
    return drawn;
  }

  function rowsAt(query, letter, step) {
    if (!letter || playback.get().state === "playing") return null;
    const found = instruments.rows(query, letter, Math.max(0, Math.min(step, lastOf(letter))));
    if (found) rows = found.problem ? null : { ...found, run: letter };
    return rows;
  }

  const lastOf = (letter) => Math.max(0, lastStep(session.get().runs.find(({ id }) => id === letter)));

  /** The model where the map is pointed at; asked for one at a time. */
  function ghostNow(query) {
    const at = place ?? view().point;
    if (!at) return (asked = ghost = null);
    asked = asked && instruments.curve(pairs(), asked) ? null : asked;
    asked ??= at;
    const found = instruments.curve(pairs(), asked);
    if (found) ghost = found.problem ? null : found;
    return query ? ghost : null;
  }

  return {
    /** The map is pointed at, at weights; null once it is left. */
    point(at) {
      if (String(at) === String(place)) return false;
      place = at;
      return true;
    },
    now() {
      const { experiment } = session.get();
      if (!experiment?.fitted) return null;
      const data = instruments.fit(pairs());
      if (!data || data.problem) return null;
      const { query } = experiment;
      const step = pointedAt();
      const told = rowsAt(query, focused(), step);
      return {
        data, curves: curvesAt(query, step), rows: told,
        batch: step < experiment.steps ? told?.batch?.rows ?? null : null, epoch: told?.batch?.epoch ?? 0,
        errors: view().errors, editable: data.kind === "curve" && textOf(pairs(), "s.data") === "points", ghost: ghostNow(query),
      };
    },
  };
}
