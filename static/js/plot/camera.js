/** Where the 3-D scene is looked at from, as the link says it: "x,y,z" of plotly's eye. */

export const CAMERA = { x: 1.05, y: -1.45, z: 1.8 };

const LABELS = 80; // pixels beside the box that its numbers take
const WIDEST = 0.9; // of the picture's height, from whichever side the box is seen

/**
 * How large the box may be in a picture of so many pixels, at most 1. plotly's eye opens a fixed angle upwards, so
 * a narrow picture cuts off its sides; the box is made smaller, for the eye is the reader's and the link's.
 */
export function fitOf(width, height) {
  return Math.min(1, Math.max(0.3, (width - LABELS) / (WIDEST * height)));
}

/** The eye that `text` names; null where it names none. */
export function readCamera(text) {
  const numbers = String(text ?? "").split(",").map(Number);
  if (!text || numbers.length !== 3 || !numbers.every(Number.isFinite)) return null;
  const [x, y, z] = numbers;
  return { x, y, z };
}

/**
 * `point` moved towards the eye by `share` of the scene, in the units of the axes: it looks the same and is not cut
 * by what it lies on. `sides` and `ranges` are the scene's aspect ratio and axis ranges, each {x, y, z}.
 */
export function towardsEye(point, eye, sides, ranges, share) {
  const names = ["x", "y", "z"];
  const perUnit = names.map((name) => sides[name] / (ranges[name][1] - ranges[name][0]));
  const way = names.map((name, k) => eye[name] - (point[k] - (ranges[name][0] + ranges[name][1]) / 2) * perUnit[k]);
  const length = Math.hypot(...way);
  return point.map((value, k) => value + ((way[k] / length) * share) / perUnit[k]);
}

export function writeCamera({ x, y, z }) {
  return [x, y, z].map((value) => Number(value.toFixed(2))).join();
}
