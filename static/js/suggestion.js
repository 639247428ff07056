import { element } from "./element.js";
import { change, textOf } from "./experiment.js";

const WIDE = 1.6;

/** What the server found of a formula in a sentence, and one press to look there: a window and a start. */
export function createSuggestion({ store }) {
  const words = element("p", { role: "status" });
  const take = element("button", { type: "button", "data-action": "take-window", onclick: accept }, "Show where things happen");
  const holder = element("div", { class: "suggestion", hidden: true }, words, take);
  let told = null;
  let now = [];
  let chosen = false;

  function accept() {
    store.set(change(store.get(), { window: told.window.flat().join(), start: told.start.join() }), { restart: true });
  }

  function render() {
    holder.hidden = !told;
    if (!told) return;
    if (words.textContent !== told.words) words.textContent = told.words;
    take.hidden = chosen || !told.window || shows(now, told.window);
  }

  return {
    element: holder,
    show(suggestion) {
      told = suggestion;
      render();
    },
    /** While the text can't be read there is nothing to look at: what is told is of the one before. */
    hold(on) {
      take.disabled = on;
    },
    /** `settled`: what is looked at was chosen with the formula. */
    sync(pairs, experiment, settled = false) {
      chosen = settled;
      now = (textOf(pairs, "window") ?? experiment?.window?.join() ?? "").split(",").map(Number);
      render();
    },
  };
}

/** Whether a window, as its numbers in a row, holds another one and is no more than so many times as wide. */
function shows(window, other) {
  return other.every(([low, high], i) => {
    const [from, to] = window.slice(2 * i, 2 * i + 2);
    return from <= low && to >= high && to - from <= WIDE * (high - low);
  });
}
