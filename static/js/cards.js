import { chosen, createCard, ownNames } from "./card.js";
import { element } from "./element.js";
import { change, freeLetters, runLetters, runPairs } from "./experiment.js";

/** The run cards, in the order of their letters, and the way to one more. */
export function createCards({ catalog, store, slot, focus, visibility }) {
  const open = new Set();
  let built = null;
  let cards = [];

  /** `asked` are the fields that the server has just missed. */
  function render(pairs, experiment, asked = []) {
    const letters = runLetters(pairs, catalog.letters);
    const names = Object.fromEntries(letters.map((letter) => [letter, ownNames(pairs, letter, experiment, asked)]));
    const structures = letters.map((letter) => [letter, structure(pairs, letter)]);
    const shape = JSON.stringify([structures, names, experiment?.variables]);
    const focused = document.activeElement?.name;
    if (shape !== built) build(pairs, letters, experiment, names);
    for (const card of cards) card.sync(pairs, experiment);
    for (const card of cards) card.syncHidden();
    if (shape !== built && focused) refocus(focused);
    built = shape;
  }

  /** Which folds are open; asked of the page, for it tells of a fold only a while after it was opened. */
  function noteFolds() {
    for (const { open: isOpen, dataset } of slot.querySelectorAll("details[data-fold]")) {
      if (isOpen) open.add(dataset.fold);
      else open.delete(dataset.fold);
    }
  }

  function build(pairs, letters, experiment, names) {
    noteFolds();
    const alone = letters.length === 1;
    const shared = { pairs, experiment, catalog, store, alone, open, focus, visibility };
    cards = letters.map((letter) => createCard({ ...shared, letter, names: names[letter] }));
    slot.replaceChildren(element("section", { class: "block", "aria-label": "Runs" },
      cards.map((card) => card.element), addRun(pairs)));
  }

  /** New controls in the place of the old: whoever was typing in one types on. */
  function refocus(name) {
    slot.querySelector(`[name="${CSS.escape(name)}"]`)?.focus({ preventScroll: true });
  }

  function addRun(pairs) {
    const [letter] = freeLetters(pairs, catalog.letters);
    if (!letter) return element("p", { class: "quiet" }, `${catalog.letters.length} runs are as many as there is room for.`);
    const options = catalog.optimizers.map((optimizer) => element("option", { value: optimizer.id }, optimizer.name));
    const add = () => {
      store.set(change(store.get(), chosen(catalog, letter, select.value)), { restart: true });
      focus(letter);
    };
    const select = element("select",
      { class: "add-run", "aria-label": "Add a run", "data-action": "add-run", onchange: add },
      element("option", { value: "" }, "Add a run …"), options);
    return select;
  }

  /** `verdictOf(letter)` gives what is to be said under a card by now, or nothing. */
  function say(verdictOf) {
    for (const card of cards) card.say(verdictOf(card.letter));
  }

  return { render, say };
}

/** What decides which controls a card has: not the values in them. */
function structure(pairs, letter) {
  return runPairs(pairs, letter).filter(([rest]) => ["", ".schedule"].includes(rest) || rest.includes("@"));
}
