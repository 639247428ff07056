import { shortest } from "./experiment.js";
import { indexAt } from "./trajectories.js";

/** What a screen reader hears: one sentence when the picture comes to rest, none while it moves. */
export function createSpeech(region) {
  let said = "";
  return (state, step, runs) => {
    if (state === "playing") return;
    const text = state === "ended" ? ended(runs) : `Step ${step}. ${runs.map((run) => standing(run, step)).join(" ")}`;
    if (text !== said) region.textContent = text;
    said = text;
  };
}

function ended(runs) {
  return runs.map((run) => `${run.label}: ${run.verdict?.text ?? "still under way"}`).join(" ");
}

function standing(run, step) {
  const k = indexAt(run, step);
  const loss = run.path.loss[k];
  return loss === undefined || loss === null ? `${run.label}: no loss there.` : `${run.label}: loss ${shortest(loss, 4)}.`;
}
