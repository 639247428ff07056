/**
 * What the page is besides itself: a stage, or the page of somebody who follows one (`data-mode` on the body). What
 * they need is fetched only there, from `modes/`.
 *
 * `changed()` is called when something else is to be drawn.
 */
export function createMode({ changed, page = document }) {
  const { body } = page;
  let drawn = null;
  let taker = null;

  const powers = {
    /** Something to be drawn over the paths; null takes it away. */
    overlay(value) {
      drawn = value;
      changed();
    },
    /** Somebody else takes the presses on the map: `take(point)` is true for those that it took. */
    onPress(take) {
      taker = take;
    },
    /** Nothing can be touched, or again everything. */
    lock(on) {
      body.dataset.locked = on ? "yes" : "no";
      changed();
    },
  };

  return {
    overlay: () => drawn,
    pressed: (point) => Boolean(taker?.(point)),
    locked: () => body.dataset.embed === "locked" || body.dataset.locked === "yes",
    /** Become what the body says, with the page's parts at hand; its keys, by what each does. */
    async enter(parts) {
      if (!body.dataset.mode) return {};
      const { enter } = await import(`./modes/${body.dataset.mode}.js`);
      return enter({ ...parts, ...powers });
    },
  };
}
