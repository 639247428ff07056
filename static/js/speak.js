import { coordinates } from "./plot/words.js";
import { number } from "./plot/numbers.js";
import { indexAt } from "./trajectories.js";

/** What a screen reader hears: where each run stands when the picture comes to rest, nothing while it moves. */
export function createSpeech(region) {
  let said = "";
  return (state, step, runs, variables) => {
    if (state === "playing" || !variables) return;
    const text = state === "ended" ? ended(runs) : `Step ${step}. ${runs.map((run) => standing(run, step, variables)).join(" ")}`;
    if (text !== said) region.textContent = text;
    said = text;
  };
}

function ended(runs) {
  return runs.map((run) => `${run.label}: ${run.verdict?.text ?? "still under way"}`).join(" ");
}

/** A run that ended before stands where it broke off, and says so. */
function standing(run, step, variables) {
  const { x, y, loss, gx, gy } = run.path;
  const k = indexAt(run, step);
  if (k < 0) return `${run.label}: waiting for its first point.`;
  if (loss[k] === null) return `${run.label}: no loss there.`;
  const slope = gx[k] === null ? "" : `, slope ${number(Math.hypot(gx[k], gy[k] ?? 0))}`;
  const over = run.path.step[k] < step ? `, where it ended at step ${run.path.step[k]}` : "";
  return `${run.label}: ${coordinates(variables, [x[k], y[k]])}, loss ${number(loss[k])}${slope}${over}.`;
}
