import { setView } from "./view.js";

/**
 * Where the playhead goes when something happens: it starts by itself, stays where a reader put it, begins
 * again where the runs are new. A place that a reader chose is in the link, a place just passed is not.
 */
export function createPlayhead({ playback, store, session }) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  /** From the start; where motion is unwelcome, the finished runs at once. */
  function begin() {
    if (calm.matches) playback.toEnd();
    else playback.playFrom(0);
  }

  /** Stand where the link says, or go on from there; where motion is unwelcome, nothing goes on by itself. */
  function place(step, autoplay = false) {
    if (step === null || (autoplay && calm.matches)) begin();
    else if (autoplay) playback.playFrom(step);
    else playback.seek(step);
  }

  /** The reader has moved it: it rests there. */
  function rest(move) {
    move();
    const { state, step } = playback.get();
    setView(store, { step: state === "paused" ? String(step) : null });
  }

  function toggle() {
    session.resume(store.get());
    rest(() => playback.toggle());
  }

  return {
    begin: () => rest(begin),
    place,
    toggle,
    stay: () => rest(() => {}),
    seek: (step) => rest(() => playback.seek(step)),
    stepBy: (count) => rest(() => playback.stepBy(count)),
    toEnd: () => rest(() => playback.toEnd()),
  };
}
