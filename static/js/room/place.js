/**
 * Where somebody stands who follows a stage. Nobody's wall clock is compared: the server says how old its word is, and
 * from then on the follower counts the time that passes here.
 */

const LITTLE_MS = 200; // so far off is not seen

/** The step, or where between two, at which the stage stands `now`; `heard` is when it was told, on the same clock in ms. */
export function placeOf({ step, playing, rate, age }, heard, now) {
  return playing ? step + (rate * (age + now - heard)) / 1000 : step;
}

/** Whether a playhead is so far from where it should be that it has to be put right; by less, it is left to glide. */
export function isOff(wanted, position, rate) {
  return Math.abs(wanted - position) > Math.max(1, (rate * LITTLE_MS) / 1000);
}
