/** Pointing at a picture: a press that stays in place, a pointer that passes over, a pointer that leaves. */

import { placeOn } from "./magnified.js";

const STILL = 5;

/**
 * press(px, py), over(px, py, held), leave(): pixels of `stage`. Presses on its buttons are theirs.
 * The press ends wherever plotly's own drag cover lets go, so the window is listened to.
 */
export function onPointer(stage, { press, over, leave }) {
  const stop = new AbortController();
  const { signal } = stop;
  let down = null;
  stage.addEventListener("pointerdown", (event) => {
    const own = event.target.closest("button");
    down = own || event.button !== 0 || !event.isPrimary ? null : placeOn(stage, event);
  }, { signal, capture: true });
  window.addEventListener("pointerup", (event) => {
    if (down && still(down, placeOn(stage, event))) press(...down);
    down = null;
  }, { signal, capture: true });
  window.addEventListener("pointercancel", () => (down = null), { signal });
  stage.addEventListener("pointermove", (event) => over(...placeOn(stage, event), event.buttons !== 0), { signal });
  stage.addEventListener("pointerleave", () => leave(), { signal });
  return () => stop.abort();
}

function still(before, after) {
  return Math.hypot(before[0] - after[0], before[1] - after[1]) < STILL;
}
