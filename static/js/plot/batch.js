/** What the next step is shown where it sees a batch of the data alone: the batch's own surface, and its slope. */

import { shaft } from "./arrowheads.js";
import { isoline } from "./isolines.js";
import { stroke } from "./marks.js";
import { faint } from "./theme.js";

const LEVELS = 10;
const LENGTH = 64;

/** The batch's levels over the map's own, and downhill on it where each run stands. */
export function batchOnMap(context, axes, batch, items, { theme, scale, low, high }) {
  const lines = levelsOf(batch, scale, low, high);
  for (const line of lines) {
    context.beginPath();
    for (const [x, y, u, v] of line) {
      context.moveTo(...axes.pixel(x, y));
      context.lineTo(...axes.pixel(u, v));
    }
    stroke(context, faint(theme.accent, 0.75), 1.2);
  }
  slopes(context, axes, batch, items, theme);
}

const kept = new WeakMap();

/** Found once for each batch: its heights don't change. */
function levelsOf(batch, scale, low, high) {
  const key = [scale.title, low, high].join();
  if (kept.get(batch)?.key === key) return kept.get(batch).lines;
  const heights = { ...batch, z: batch.z.map((row) => row.map((loss) => (loss === null ? null : scale.at(loss)))) };
  const lines = Array.from({ length: LEVELS }, (_, k) => isoline(heights, low + ((k + 0.5) / LEVELS) * (high - low)));
  kept.set(batch, { key, lines });
  return lines;
}

function slopes(context, axes, { runs, step }, items, theme) {
  const told = new Map(runs.map((run) => [run.id, run.gradient]));
  const shown = items.filter(({ run, end }) => end && told.get(run.id)).map(({ run, place }) => {
    const [gx, gy] = told.get(run.id);
    return { run, from: place(step), by: [-gx * axes.perX, gy * axes.perY] };
  });
  const longest = Math.max(...shown.map(({ by }) => Math.hypot(...by)));
  for (const { run, from, by } of shown) {
    if (!from || !longest) continue;
    const to = [from[0] + (by[0] / longest) * LENGTH, from[1] + (by[1] / longest) * LENGTH];
    shaft(context, from, to, { colour: theme.run(run.id), rim: theme.paper, width: 2, dashed: true });
  }
}
