/** The runs as received so far: whole columns that only grow. */

/** A run before its first point. `announced` is what the stream's `begin` says of it. */
export function emptyRun(announced) {
  return { ...announced, path: { step: [], x: [], y: [], loss: [], gx: [], gy: [], batch_loss: [], off_plane: [] }, verdict: null };
}

/** Add a batch of columns to a run; points that a resumed stream sends again are passed over. */
export function extend(run, columns) {
  const known = lastStep(run);
  const first = columns.step.findIndex((step) => step > known);
  if (first < 0) return;
  for (const name of Object.keys(run.path)) append(run.path[name], columns[name], first);
}

/** The last step received of a run, or -1. */
export function lastStep(run) {
  return run.path.step.length ? run.path.step[run.path.step.length - 1] : -1;
}

/** How far the clock may go: as far as every run that still grows has come; at the end, as the longest. */
export function reach(runs, complete) {
  if (!runs.length) return 0;
  const growing = runs.filter((run) => !run.verdict);
  if (complete || !growing.length) return Math.max(0, ...runs.map(lastStep));
  return Math.max(0, Math.min(...growing.map(lastStep)));
}

/** The index of a step in a run's columns: its last point where the run ended before. -1 while there is none. */
export function indexAt(run, step) {
  return Math.min(Math.floor(step), run.path.step.length - 1);
}

function append(column, more, first) {
  for (let i = first; i < (more?.length ?? 0); i += 1) column.push(more[i]);
}
