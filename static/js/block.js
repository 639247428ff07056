import { createBinding } from "./binding.js";

/**
 * A place for controls. They are built anew only when other ones are needed (`shapeOf(now)` is another), so that
 * nobody who is typing in one loses it; else only the values change. Folds that were open stay open.
 */
export function createBlock({ store, slot, shapeOf, build }) {
  let built = null;
  let binding = null;

  function rebuild(now) {
    const open = [...slot.querySelectorAll("details[open]")].map((fold) => fold.dataset.fold);
    binding = createBinding(store);
    slot.replaceChildren(...[build(binding, now)].flat());
    for (const fold of slot.querySelectorAll("details")) fold.open ||= open.includes(fold.dataset.fold);
  }

  return (now, pairs, experiment) => {
    const shape = shapeOf(now);
    if (shape !== built) rebuild(now);
    built = shape;
    binding.sync(pairs, experiment);
  };
}
