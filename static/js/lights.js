const AXES = ["x", "y"];

/**
 * What a text speaks of lights up in the pictures: `light({kind, name})`, or null for nothing. A "variable" is its axis,
 * a "run" its path, "arrow" is drawn at the playhead, "loss" and "rate" are where they are read. `changed()` when it has.
 */
export function createLights({ session, changed, page = document }) {
  let lit = null;
  const nameOf = (kind) => (lit?.kind === kind ? lit.name : null);

  function light(thing) {
    if (thing?.kind === lit?.kind && thing?.name === lit?.name) return;
    lit = thing;
    mark(placeOf(thing));
    changed();
  }

  /** Where a thing is read, as the styles know it. */
  function placeOf(thing) {
    if (thing?.kind !== "variable") return thing?.kind ?? null;
    return AXES[session.get().answer?.variables.indexOf(thing.name)] ?? null;
  }

  function mark(place) {
    if (place) page.body.dataset.lit = place;
    else delete page.body.dataset.lit;
  }

  return {
    light,
    run: () => nameOf("run"),
    arrows: () => [nameOf("arrow")].filter(Boolean),
  };
}
