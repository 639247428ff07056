import { chosen, createCard, offered, ownNames } from "./card.js";
import { element } from "./element.js";
import { change, freeLetters, runLetters, textOf } from "./experiment.js";
import { changesOf, optimizerAt } from "./midway.js";

/** The run cards, in the order of their letters, and the way to one more. */
export function createCards({ catalog, store, moment, slot, focus, visibility }) {
  const open = new Set();
  const spare = new Map(); // numbers that a rule reads no longer while it is typed
  let built = null;
  let last = null;
  let turns = [];
  let passed = 0;
  let ruled = { rows: new Map(), touched: null };
  let cards = [];

  /** `asked` are the fields that the server has just missed. */
  function render(pairs, experiment, asked = []) {
    const letters = runLetters(pairs, catalog.letters);
    const step = moment.step();
    const names = Object.fromEntries(letters.map((letter) => [letter, ownNames(pairs, letter, experiment, asked, step)]));
    const structures = letters.map((letter) => [letter, structure(pairs, letter, step)]);
    const shape = JSON.stringify([structures, names, experiment?.variables, experiment?.fitted, Boolean(experiment?.network)]);
    const typing = typingIn(slot);
    if (shape !== built) build(pairs, letters, experiment, names);
    for (const card of cards) card.sync(pairs, experiment);
    for (const card of cards) card.syncHidden();
    if (shape !== built && typing) goOn(typing);
    built = shape;
    last = { pairs, experiment, asked };
    turns = turnsOf(pairs, letters, moment.steps());
    passed = stretch();
  }

  /** The playhead has moved: where it came to or from a change, the cards show what is in force now. */
  function pass() {
    if (last && stretch() !== passed) render(last.pairs, last.experiment, last.asked);
  }

  const stretch = () => turns.filter((step) => step <= moment.step()).length;

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
    const shared = { pairs, experiment, catalog, store, moment, alone, open, spare, focus, visibility };
    cards = letters.map((letter) => createCard({ ...shared, letter, names: names[letter] }));
    slot.replaceChildren(element("section", { class: "block", "aria-label": "Runs" },
      cards.map((card) => card.element), addRun(pairs, experiment)));
    rule(ruled.rows, ruled.touched);
  }

  /** New controls in the place of the old: whoever was typing in one types on, where the caret was. */
  function goOn({ name, value, from, to }) {
    const field = slot.querySelector(`[name="${CSS.escape(name)}"]`);
    field?.focus({ preventScroll: true });
    if (field?.tagName !== "TEXTAREA") return;
    field.value = value;
    field.setSelectionRange(from, to);
  }

  function addRun(pairs, experiment) {
    const [letter] = freeLetters(pairs, catalog.letters);
    if (!letter) return element("p", { class: "quiet" }, `${catalog.letters.length} runs are as many as there is room for.`);
    const options = offered(catalog, experiment).map(({ id, name, disabled }) => element("option", { value: id, disabled }, name));
    const add = () => {
      store.set(change(store.get(), chosen(catalog, letter, select.value)), { restart: true });
      focus(letter);
    };
    const select = element("select",
      { class: "add-run", "aria-label": "Add a run", "data-action": "add-run", onchange: add },
      element("option", { value: "" }, "Add a run …"), options);
    return select;
  }

  /** `rows` tell what moves each run at the playhead; words stand only in the card that a reader has touched. */
  function rule(rows, touched) {
    ruled = { rows, touched };
    for (const card of cards) card.rule(rows.get(card.letter), card.letter === touched);
  }

  /** `verdictOf(letter)` gives what is to be said under a card by now, or nothing. */
  function say(verdictOf) {
    for (const card of cards) card.say(verdictOf(card.letter));
  }

  return { render, pass, rule, say };
}

/** The field inside an element that has the focus, as it stands. */
function typingIn(slot) {
  const field = document.activeElement;
  if (!field?.name || !slot.contains(field)) return null;
  return { name: field.name, value: field.value, from: field.selectionStart, to: field.selectionEnd };
}

/** What decides which controls a card has: not the values in them. */
function structure(pairs, letter, step) {
  return [optimizerAt(pairs, letter, step), textOf(pairs, `${letter}.schedule`)];
}

/** The steps at which what the cards show changes. */
function turnsOf(pairs, letters, steps) {
  return [1, steps, ...letters.flatMap((letter) => changesOf(pairs, letter).map((one) => one.step))];
}
