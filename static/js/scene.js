import { textOf } from "./experiment.js";

/** What the views draw: the runs up to the playhead's step, and the starts that can be dragged. */
export function sceneOf({ shown, pairs, step, focus, hidden, hover, follow, lossScale }) {
  return {
    step,
    steps: shown.experiment.steps,
    runs: shown.runs.map((run) => ({ ...run, hidden: hidden.has(run.id), focus: run.id === focus })),
    starts: startsOf(shown.experiment, pairs),
    lossScale,
    follow,
    hover,
  };
}

/** The start that runs share, and those of runs that have their own. */
function startsOf(experiment, pairs) {
  const own = experiment.runs.filter((run) => textOf(pairs, `${run.id}.start`) !== undefined);
  const shared = own.length < experiment.runs.length || !experiment.runs.length;
  const starts = own.map((run) => ({ id: run.id, point: run.start }));
  return shared ? [{ id: null, point: experiment.start }, ...starts] : starts;
}
