/**
 * Steps taken by hand from point to point. The link says only where they have led, so undo and redo move along
 * them by themselves: those beyond the link's point are kept, to be made again.
 *
 * Points are known by their text in the link; null is where the run stands.
 */
export function createWalk() {
  let places = [];
  let steps = [];
  let here = 0; // among the places; a walk to and fro comes by some of them more than once

  /** The steps that led to a point; none where it was picked anew. */
  function upTo(text) {
    const found = places.flatMap((place, k) => (place === text ? [k] : []));
    here = found.sort((a, b) => Math.abs(a - here) - Math.abs(b - here))[0] ?? 0;
    return found.length ? steps.slice(0, here) : [];
  }

  return {
    upTo,
    /** `step` is {from, to, before, after}: two points and the loss at each. */
    take(text, step) {
      const made = upTo(text);
      places = [...(made.length ? places.slice(0, made.length + 1) : [text]), step.to.join(",")];
      steps = [...made, step];
      here = steps.length;
    },
    /** The text of the point before the last step. */
    before: (text) => places[Math.max(0, upTo(text).length - 1)] ?? null,
  };
}
