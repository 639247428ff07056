/** How a run stands: at a step, at equal cost, and when it came near the lowest loss. Numbers are the server's. */

import { countUpTo, headAt } from "./trail.js";

/**
 * The evaluations that every run has had by a step: those of the thriftiest. A run that broke off before is not
 * waited for. Null while the comparison is not there.
 */
export function equalCost(compare, runs, step) {
  const told = new Map((compare?.runs ?? []).map((run) => [run.id, run]));
  if (!runs.length || !runs.every((run) => told.has(run.id))) return null;
  const going = runs.filter((run) => run.path.step.at(-1) >= step);
  const spent = (going.length ? going : runs).map((run) => told.get(run.id).spent[Math.max(0, headAt(run.path, step))] ?? 0);
  return Math.min(...spent);
}

/** {step, loss, equal, near, off}: null where there is none; `off` is how far off a network's plane. `cost` is that of equalCost. */
export function standingOf(run, step, compare, cost) {
  const k = headAt(run.path, step);
  const told = compare?.runs.find((other) => other.id === run.id);
  const equal = told && cost !== null ? Math.min(k, countUpTo(told.spent, cost) - 1) : -1;
  return {
    k,
    step: k < 0 ? null : run.path.step[k],
    loss: k < 0 ? null : run.path.loss[k],
    equal: equal < 0 ? null : run.path.loss[equal],
    near: told?.reached ?? null,
    off: run.path.off_plane?.[k] ?? null,
  };
}
