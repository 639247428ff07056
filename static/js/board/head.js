import { mark, put } from "./card.js";

/** What is said of the whole: title, summary, minutes. `typed(name, value)` is told what is written. */
export function createHead({ slot, typed }) {
  const fields = [...slot.querySelectorAll("[name]")];
  const problemOf = (name) => slot.querySelector(`[data-problem=${name}]`);
  for (const field of fields) {
    problemOf(field.name).id = `board-${field.name}`;
    field.addEventListener("input", () => typed(field.name, field.name === "minutes" ? minutesOf(field.value) : field.value));
  }

  return {
    show(board) {
      document.title = `${board.title || "Storyboard"} · Fall Line`;
      for (const field of fields) put(field, String(board[field.name] || ""));
    },
    /** What the server refuses, by field. */
    refuse(problems) {
      for (const field of fields) {
        const line = problemOf(field.name);
        line.textContent = problems.get(field.name)?.join(" ") ?? "";
        mark(field, line.textContent && line.id);
      }
    },
  };
}

/** A number where it is one; whatever else is written is the server's to refuse. */
function minutesOf(text) {
  return text.trim() === "" ? 0 : Number.isNaN(Number(text)) ? text : Number(text);
}
