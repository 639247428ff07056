import { inForce, isMidway, keyAt } from "./midway.js";

const SAME_GESTURE_MS = 1200;

/**
 * Where the playhead is while settings are changed. What is changed during play holds from the step at which the
 * gesture began; at rest, what is in force at the playhead is changed.
 */
export function createMoment({ playback, playhead, session }) {
  let gesture = { name: null };

  const steps = () => session.get().experiment?.steps ?? 0;
  const step = () => playback.get().step;
  const midway = () => isMidway(step(), steps());
  const resting = () => midway() && playback.get().state === "paused";

  /** The step from which a change is to hold that a gesture on `name` makes; null for "what is in force". */
  function since(name) {
    const now = performance.now();
    const goesOn = gesture.name === name && (now - gesture.at < SAME_GESTURE_MS || isHeld(name));
    if (!goesOn) gesture = { name, step: playback.get().state === "playing" && midway() ? step() : null };
    gesture.at = now;
    return gesture.step;
  }

  /** The key under which a gesture changes a run's number; one that was refused is mended where it stands. */
  function keyFor(pairs, letter, name) {
    const whole = keyAt(letter, name, 0);
    const from = isRefused(whole) ? null : since(whole);
    return from === null ? inForce(pairs, letter, name, step()).key : keyAt(letter, name, from);
  }

  /** Stop at the step that is shown. */
  function rest() {
    playhead.seek(step());
    return step();
  }

  return { step, steps, midway, resting, since, keyFor, rest };
}

function isRefused(name) {
  return document.querySelector(`[name="${CSS.escape(name)}"]`)?.ariaInvalid === "true";
}

function isHeld(name) {
  return document.querySelector("input[type=range]:active")?.dataset.for === name;
}
