/** The window that follows runs which leave the one they began in. */

const GROWTH = 1.6;
const WIDEST = 1e6;

/**
 * The window to show so that the runs' points up to the playhead are in it: `now` where it holds them all,
 * else one grown in large steps, so that the axes change seldom. Never smaller than `first`.
 */
export function following(now, first, scene) {
  const points = heads(scene);
  let range = now;
  while (points.some((point) => !inside(point, range)) && width(range) < WIDEST * width(first)) range = grown(range);
  return range;
}

/** True where two windows are the same to the eye. */
export function sameRange(one, other) {
  return one.every(([low, high], k) => {
    const slack = 1e-3 * (high - low);
    return Math.abs(low - other[k][0]) < slack && Math.abs(high - other[k][1]) < slack;
  });
}

function heads(scene) {
  return scene.runs.filter((run) => !run.hidden).flatMap(({ path }) => {
    const k = Math.min(scene.step, path.x.length - 1);
    return k < 0 || path.x[k] === null ? [] : [[path.x[k], path.y[k]]];
  });
}

function inside(point, range) {
  return range.every(([low, high], k) => point[k] >= low && point[k] <= high);
}

function grown(range) {
  return range.map(([low, high]) => {
    const [middle, half] = [(low + high) / 2, ((high - low) / 2) * GROWTH];
    return [middle - half, middle + half];
  });
}

function width([[low, high]]) {
  return high - low;
}
