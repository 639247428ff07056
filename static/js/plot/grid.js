/** A surface answer's grid: its heights on the scale in use, and the height at any point of the window. */

/** @returns {{x, y, z, low, high, at}} z[j][i] belongs to x[i], y[j]; NaN-free: null where there is no height. */
export function heightGrid(answer, scale) {
  const z = answer.z.map((row) => row.map((loss) => finite(scale.at(loss))));
  const [low, high] = extremes(z.flat());
  return { x: answer.x, y: answer.y, z, low, high, at: (x, y) => interpolate(answer.x, answer.y, z, x, y) };
}

/** The same in one variable: `z` is a list, at(x) its height between the samples. */
export function heightLine(answer, scale) {
  const z = answer.z.map((loss) => finite(scale.at(loss)));
  const [low, high] = extremes(z);
  return { x: answer.x, z, low, high, at: (x) => along(answer.x, z, x) };
}

/** [lowest, highest] of the numbers in a list; [0, 1] where there are none, and never the same twice. */
export function extremes(values) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value === null) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

function finite(height) {
  return Number.isFinite(height) ? height : null;
}

/** Between the four corners round (x, y); NaN outside the window or beside a hole. */
function interpolate(xs, ys, z, x, y) {
  const [i, u] = cell(xs, x);
  const [j, v] = cell(ys, y);
  if (i < 0 || j < 0) return NaN;
  return mix(mix(real(z[j][i]), real(z[j][i + 1]), u), mix(real(z[j + 1][i]), real(z[j + 1][i + 1]), u), v);
}

function along(xs, z, x) {
  const [i, u] = cell(xs, x);
  return i < 0 ? NaN : mix(real(z[i]), real(z[i + 1]), u);
}

/** The interval of an even grid that holds `value`, and the share of it passed. */
function cell(values, value) {
  const last = values.length - 1;
  const place = ((value - values[0]) / (values[last] - values[0])) * last;
  if (!(place >= 0 && place <= last)) return [-1, 0];
  const k = Math.min(Math.floor(place), last - 1);
  return [k, place - k];
}

function mix(a, b, share) {
  return a + (b - a) * share;
}

function real(height) {
  return height === null ? NaN : height;
}
