/**
 * What is drawn beside the paths at the step pointed at: arrows, the gradient field, the batch's own surface, how the
 * runs compare. Each is asked for only where something shows it, and null or empty until it is there.
 */
export function createBeside({ catalog, store, session, playback, instruments, lights, table, pointedAt, focused, view }) {
  const answered = (found) => (found?.problem ? null : found);
  const lit = () => new Set([...view().arrows, ...lights.arrows()]);

  /** The arrows drawn now, by name and title. */
  function arrows() {
    const wanted = lit();
    return new Map(catalog.arrows.filter(({ name }) => wanted.has(name)).map(({ name, title }) => [name, title]));
  }

  /** What moves the runs, by letter. */
  function inside() {
    const { experiment } = session.get();
    return experiment && !experiment.network && lit().size ? instruments.inside(experiment.query, pointedAt()) : new Map();
  }

  function field() {
    return view().arrows.has("field") ? answered(instruments.field(store.get())) : null;
  }

  /** The batch that the next step of the run in focus is shown. */
  function batch() {
    const { experiment } = session.get();
    const run = experiment?.runs.find((one) => one.id === focused());
    const wanted = view().arrows.has("batch") && (run?.batch ?? experiment?.batch) && playback.get().state !== "playing";
    return wanted ? answered(instruments.batch(experiment.query, run.id, pointedAt())) : null;
  }

  /** How the runs compare, once they are complete, where the table is in sight. */
  function compare() {
    const { experiment, complete } = session.get();
    return complete && table.offsetParent ? answered(instruments.compare(experiment.query)) : null;
  }

  return {
    inside,
    scene: () => ({ arrows: arrows(), inside: inside(), field: field(), batch: batch(), compare: compare() }),
  };
}
