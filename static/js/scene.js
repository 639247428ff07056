import { textOf } from "./experiment.js";

/** What the views draw: the runs up to the playhead's step, the starts that can be dragged, and the instruments. */
export function sceneOf({ shown, pairs, step, focus, hidden, hover, follow, mayMove, canMove, lossScale, sort, arrows, inside, field, slope, compare, fit, batch, picked, overlay, spoken }) {
  const told = new Map(shown.experiment.runs.map((run) => [run.id, run]));
  return {
    step,
    steps: shown.experiment.steps,
    runs: shown.runs.map((run) => ({
      ...run, hidden: hidden.has(run.id), focus: run.id === focus, spoken: run.id === spoken, faint: spoken !== null && run.id !== spoken, inside: inside.get(run.id) ?? null,
      ...midway(told.get(run.id)),
    })),
    starts: mayMove ? startsOf(shown.experiment, pairs) : [],
    canMove: mayMove && canMove,
    lossScale,
    sort,
    follow,
    hover,
    arrows,
    field,
    slope,
    compare,
    fit,
    batch,
    picked,
    overlay,
    network: Boolean(shown.experiment.network),
    variables: shown.experiment.variables,
  };
}

/** What happens to a run on its way, as the server tells it. */
function midway(told) {
  return { changes: told?.changes ?? [], moves: told?.moves ?? [], shares: told?.shares ?? null };
}

/** The start that runs share, and those of runs that have their own; none where runs begin at no point of the picture. */
function startsOf(experiment, pairs) {
  if (!experiment.start) return [];
  const own = experiment.runs.filter((run) => textOf(pairs, `${run.id}.start`) !== undefined);
  const shared = own.length < experiment.runs.length || !experiment.runs.length;
  const starts = own.map((run) => ({ id: run.id, point: run.start }));
  return shared ? [{ id: null, point: experiment.start }, ...starts] : starts;
}
