/** What happens to a run on its way: settings that change, places that it is moved to by hand, a past that it shares. */

/** A run's changes and moves: [{step, text}]. */
export function turnsOf(run) {
  return [...(run.changes ?? []), ...(run.moves ?? [])];
}

/** What is to be said of a run's step besides its numbers. */
export function turnInWords(run, step) {
  return turnsOf(run).filter((turn) => turn.step === step).map((turn) => turn.text).join(" ");
}

/** The step from which a run's line is its own: a past shared with one of the runs shown is drawn once, with that one. */
export function ownFrom(run, shown) {
  return run.shares && shown.some((other) => other.id === run.shares.run) ? run.shares.until : 0;
}
