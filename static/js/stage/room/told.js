import { grouped } from "./code.js";

export const ENOUGH = 2; // tries that failed, after which "on" goes on with the lecture
const ONWARD = { open: "Close the answers", closed: "Show what is true", showing: "To the end", told: "Done", scores: "Done" };

/** What "on" does with what is asked, in words. */
export function onwardOf({ phase, results, failed }) {
  if (failed >= ENOUGH) return "Put it away and go on";
  return phase === "told" && results?.scores ? "Show the scores" : ONWARD[phase];
}

/** What is wrong with a room, in words; empty where nothing is. */
export function wrongWith({ over, desk, reached }) {
  if (over) return over;
  if (desk === "elsewhere") return "The stage is on another device now.";
  return reached ? "" : "Out of reach, trying again. The lecture goes on.";
}

/** A room as the window of notes is told of it: nothing secret, and nothing that can't be copied to another window. */
export function toldOf(room, asked, prepared) {
  const { code, followers, locked, held } = room;
  const { activity, phase } = asked;
  return {
    code: grouped(code), followers, locked, held, wrong: wrongWith(room), prepared: prepared?.question ?? (prepared ? "What this step has ready" : ""),
    asked: activity && { question: activity.question, answers: activity.answers, phase, onward: onwardOf(asked) },
  };
}
