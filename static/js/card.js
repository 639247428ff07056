import { createBinding } from "./binding.js";
import { element } from "./element.js";
import { change, freeLetters, runPairs, textOf, withCopy, withOptimizer, withoutRun } from "./experiment.js";
import { choiceField } from "./fields.js";
import { inOneLine, ruleField, runSettings } from "./settings.js";
import { unhidden } from "./view.js";

const SHARED = ["start", "schedule", "clip", "direction"]; // they mean the same to every optimizer

/**
 * One run: its optimizer and learning rate in sight, the rest folded, and how it is getting on in words.
 *
 * `names` are the numbers of a typed rule, `alone` says that it is the only run, `open` holds the letters of
 * the cards that are folded out. `visibility` has `hidden(letter)` and `toggle(letter)`.
 */
export function createCard({ letter, pairs, experiment, names, catalog, store, alone, open, focus, visibility }) {
  const binding = createBinding(store);
  const optimizer = catalog.optimizer(textOf(pairs, letter));
  const [first, others] = parted(parametersOf(optimizer, names));
  const number = (parameter, how) => binding.number(`${letter}.${parameter.name}`, parameter, how);
  const inside = [
    ...others.map((parameter) => number(parameter, { help: true })),
    ...runSettings({ letter, pairs, experiment, catalog, store, binding }),
  ];
  const verdict = element("p", { class: "card-verdict" });
  const hide = wordButton("hide", "Hide", () => visibility.toggle(letter));
  const touched = () => focus(letter);
  const card = element("article",
    { class: "card", "data-run": letter, "aria-label": `Run ${letter}`, onfocusin: touched, onpointerdown: touched },
    heading({ letter, catalog, store, binding }),
    optimizer?.id === "rule" ? ruleField(letter, binding) : null,
    first ? number(first) : null,
    verdict,
    element("div", { class: "card-foot" }, folded(letter, inside, open),
      element("div", { class: "card-words" }, hide, duplicateButton(letter, pairs, { catalog, store, focus }),
        alone ? null : wordButton("remove", "Remove", () => store.set(unhidden(withoutRun(store.get(), letter), letter))))));

  return {
    letter,
    element: card,
    sync: binding.sync,
    say(said) {
      if (verdict.textContent !== (said?.text ?? "")) verdict.textContent = said?.text ?? "";
      verdict.dataset.kind = said?.kind ?? "";
    },
    syncHidden() {
      card.classList.toggle("is-hidden", visibility.hidden(letter));
      hide.textContent = visibility.hidden(letter) ? "Show" : "Hide";
    },
  };
}

function folded(letter, inside, open) {
  const fold = element("details", { "data-fold": letter, open: open.has(letter) },
    element("summary", {}, "More"), element("div", { class: "field-stack" }, inside));
  fold.addEventListener("toggle", () => (fold.open ? open.add(letter) : open.delete(letter)));
  return fold;
}

/** What a new choice of optimizer puts in the query: itself, and the example where the rule is the reader's own. */
export function chosen(catalog, letter, id) {
  return id === "rule" ? { [letter]: id, [`${letter}.rule`]: inOneLine(catalog.optimizer(id).rule) } : { [letter]: id };
}

function heading({ letter, catalog, store, binding }) {
  const write = (id) =>
    store.set(change(withOptimizer(store.get(), letter, id, SHARED), chosen(catalog, letter, id)), { restart: true });
  const label = `Optimizer of run ${letter}`;
  const field = choiceField({ name: letter, label, entries: catalog.optimizers, write, hideLabel: true });
  binding.keep(field, (now) => textOf(now, letter));
  return element("div", { class: "card-bar", "data-field": letter },
    element("span", { class: "card-letter", "aria-hidden": "true" }, letter), field.caption, field.select);
}

/** A typed rule has the numbers that it reads, each like the catalogue's example but without a default. */
function parametersOf(optimizer, ownNames) {
  const known = optimizer?.parameters ?? [];
  if (optimizer?.id !== "rule") return known;
  const described = (name) => known.find((parameter) => parameter.name === name);
  return ownNames.map((name) => described(name) ?? { ...known[0], name, default: null });
}

/**
 * The numbers of a typed rule: those that the server found in its text, those that the query already gives,
 * and those that the server has just asked for.
 */
export function ownNames(pairs, letter, experiment, asked) {
  if (textOf(pairs, letter) !== "rule") return [];
  const run = experiment?.runs.find((candidate) => candidate.id === letter);
  const found = run?.rule === textOf(pairs, `${letter}.rule`) ? Object.keys(run.values) : [];
  const given = runPairs(pairs, letter).map(([rest]) => rest.slice(1)).filter((name) => /^\w+$/.test(name));
  const wanted = asked.filter((field) => field.startsWith(`${letter}.`)).map((field) => field.slice(2));
  return [...new Set([...found, ...given, ...wanted])].filter((name) => ![...SHARED, "rule"].includes(name));
}

/** The learning rate, or else the first of them, and the others. */
function parted(parameters) {
  const first = parameters.find((parameter) => parameter.name === "lr") ?? parameters[0];
  return [first, parameters.filter((parameter) => parameter !== first)];
}

function duplicateButton(letter, pairs, { catalog, store, focus }) {
  const [free] = freeLetters(pairs, catalog.letters);
  const duplicate = () => {
    store.set(withCopy(store.get(), letter, free));
    focus(free);
  };
  return wordButton("duplicate", "Duplicate", duplicate, !free);
}

function wordButton(action, text, onclick, disabled = false) {
  return element("button", { type: "button", class: "word-button", "data-action": action, disabled, onclick }, text);
}
