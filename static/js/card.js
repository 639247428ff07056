import { createBinding } from "./binding.js";
import { createChanges } from "./changes.js";
import { element } from "./element.js";
import { change, freeLetters, runPairs, textOf, withCopy, withOptimizer, withoutRun } from "./experiment.js";
import { choiceField } from "./fields.js";
import { forked, fromTheStart, inForce, keyAt, optimizerAt, withOptimizerFrom } from "./midway.js";
import { createRuler } from "./ruler.js";
import { editRule, ruleEditor } from "./rule.js";
import { inOneLine } from "./ruletext.js";
import { runSettings } from "./settings.js";
import { unhidden } from "./view.js";
import { createWhy } from "./why.js";

const NO_NUMBERS = ["rule", "start", "schedule", "clip", "batch", "direction"];
const SHARED = ["start", "schedule", "clip", "direction"]; // they mean the same to every optimizer

/**
 * One run: its optimizer and learning rate in sight, the rest folded, and how it is getting on in words.
 *
 * `names` are the numbers of a typed rule, `alone` says that it is the only run, `open` holds the letters of
 * the cards that are folded out. `visibility` has `hidden(letter)` and `toggle(letter)`; `moment` says where the
 * playhead is, whose optimizer the card shows.
 */
export function createCard({ letter, pairs, experiment, names, catalog, store, moment, alone, open, spare, focus, visibility }) {
  const binding = createBinding(store, moment);
  const { id, since } = optimizerAt(pairs, letter, moment.step());
  const optimizer = catalog.optimizer(id);
  const [first, others] = parted(parametersOf(optimizer, names));
  const number = (parameter, how) => binding.onTheWay(letter, parameter, how);
  const typed = optimizer?.id === "rule";
  const numbers = others.map((parameter) => number(parameter, { help: !typed }));
  const inside = [
    ...(typed ? [] : numbers),
    ...runSettings({ letter, pairs, experiment, catalog, store, binding }),
    editRule({ letter, optimizer, store, moment }),
  ];
  const begin = ({ text, values }) => store.set(withOther(store.get(), letter, since, ownRule(letter, text, values, since)), { restart: true });
  const rate = first ? number(first) : null;
  const ruler = first?.name === "lr" ? createRuler(rate, first) : null;
  const changes = createChanges({ letter, store, moment });
  const verdict = element("p", { class: "card-verdict" });
  const use = (rate) => store.set(fromTheStart(store.get(), letter, "lr", rate), { restart: true });
  const why = createWhy({ letter, open, use });
  const hide = wordButton("hide", "Hide", () => visibility.toggle(letter));
  const copies = copyButtons({ letter, first, pairs, catalog, store, moment, focus });
  const touched = () => focus(letter);
  const card = element("article",
    { class: "card", "data-run": letter, "aria-label": `Run ${letter}`, onfocusin: touched, onpointerdown: touched },
    heading({ letter, entries: offered(catalog, experiment), catalog, store, moment, binding }),
    typed ? ruleEditor({ letter, since, catalog, store, binding, spare, kept: NO_NUMBERS, open, begin }) : null,
    rate,
    typed ? numbers : null, // a rule that is written is tuned beside its text
    changes.element,
    verdict,
    why.element,
    element("div", { class: "card-foot" }, folded(letter, inside, open),
      element("div", { class: "card-words" }, why.button, hide, copies.duplicate, copies.fork,
        alone ? null : wordButton("remove", "Remove", () => store.set(unhidden(withoutRun(store.get(), letter), letter))))));

  return {
    letter,
    element: card,
    sync(now, accepted) {
      binding.sync(now, accepted);
      changes.sync(now, accepted);
      copies.sync();
    },
    rule: (row, told) => ruler?.show(row, told),
    say(said) {
      if (verdict.textContent !== (said?.text ?? "")) verdict.textContent = said?.text ?? "";
      verdict.dataset.kind = said?.kind ?? "";
      why.show(said);
    },
    syncHidden() {
      card.querySelector(".card-bar select").disabled = visibility.hidden("optimizer");
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
export function chosen(catalog, letter, id, step = 0) {
  if (id === "rule") return ownRule(letter, inOneLine(catalog.optimizer(id).rule), {}, step);
  return { [keyAt(letter, "", step)]: id };
}

/** What a rule of the reader's own puts in the query: itself, and a number for each name in `values`. */
function ownRule(letter, text, values, step) {
  const numbers = Object.entries(values).map(([name, value]) => [keyAt(letter, name, step), value]);
  return { [keyAt(letter, "", step)]: "rule", [keyAt(letter, "rule", step)]: text, ...Object.fromEntries(numbers) };
}

/** The pairs with another optimizer in a run from a step on, 0 for the whole of it. */
function withOther(pairs, letter, step, texts) {
  if (step) return withOptimizerFrom(pairs, letter, step, texts);
  return change(withOptimizer(pairs, letter, texts[letter], SHARED), texts);
}

/** The optimizers to choose from; under a network those that can't train it are there, but not to be had. */
export function offered(catalog, experiment) {
  const out = ({ trains }) => Boolean(experiment?.network) && !trains;
  return catalog.optimizers.map((one) => ({ id: one.id, name: out(one) ? `${one.name} (not for networks)` : one.name, disabled: out(one) }));
}

function heading({ letter, entries, catalog, store, moment, binding }) {
  function write(id) {
    const pairs = store.get();
    const step = moment.since(letter) ?? optimizerAt(pairs, letter, moment.step()).since;
    const texts = chosen(catalog, letter, id, step);
    store.set(withOther(pairs, letter, step, texts), { restart: !step });
  }
  const label = `Optimizer of run ${letter}`;
  const field = choiceField({ name: letter, label, entries, write, hideLabel: true });
  binding.keep(field, (now) => optimizerAt(now, letter, moment.step()).id);
  return element("div", { class: "card-bar", "data-field": letter },
    element("span", { class: "card-letter", "aria-hidden": "true" }, letter), field.caption, field.select);
}

/** A typed rule has the numbers that it reads, each like the catalogue's of that name, but for lr without a default. */
function parametersOf(optimizer, ownNames) {
  const known = optimizer?.parameters ?? [];
  if (optimizer?.id !== "rule") return known;
  const described = (name) => optimizer.numbers.find((parameter) => parameter.name === name);
  return ownNames.map((name) => described(name) ?? { ...known[0], name, default: null });
}

/**
 * The numbers of the typed rule at a step: those that the server found in its text, those that the query already
 * gives, and those that the server has just asked for.
 */
export function ownNames(pairs, letter, experiment, asked, step = 0) {
  const { id, since } = optimizerAt(pairs, letter, step);
  if (id !== "rule") return [];
  const run = experiment?.runs.find((candidate) => candidate.id === letter);
  const told = since ? run?.changes.find((one) => one.step === since && one.name === "optimizer") : run;
  const found = told?.rule === textOf(pairs, keyAt(letter, "rule", since)) ? Object.keys(told.values) : [];
  const keys = [...runPairs(pairs, letter).map(([rest]) => letter + rest), ...asked];
  const given = keys.map((key) => nameIn(key, letter, since)).filter(Boolean);
  return [...new Set([...found, ...given])].filter((name) => !NO_NUMBERS.includes(name));
}

/** The name that a key gives a number to in the stage that began at a step, or nothing. */
function nameIn(key, letter, since) {
  const [, owner, name, step] = key.match(/^(.)\.(\w+)(?:@(\d+))?$/) ?? [];
  return owner === letter && Number(step ?? 0) === since ? name : null;
}

/** The learning rate, or else the first of them, and the others. */
function parted(parameters) {
  const first = parameters.find((parameter) => parameter.name === "lr") ?? parameters[0];
  return [first, parameters.filter((parameter) => parameter !== first)];
}

/** One more run like this one. Midway it shares this one's past and goes its own way from the playhead on. */
function copyButtons({ letter, first, pairs, catalog, store, moment, focus }) {
  const [free] = freeLetters(pairs, catalog.letters);
  const duplicate = wordButton("duplicate", "Duplicate", () => {
    store.set(withCopy(store.get(), letter, free));
    focus(free);
  }, !free);
  const fork = wordButton("fork", "Fork here", () => {
    const step = moment.rest();
    const text = first && (inForce(store.get(), letter, first.name, step).text ?? String(first.default));
    store.set(forked(store.get(), { from: letter, to: free, name: first?.name, step, text }));
    focus(free);
    document.querySelector(`[data-for="${free}.${first?.name}"]`)?.focus();
  }, !free);
  fork.title = "A second run that shares this one's way up to here and goes its own from here on";
  const sync = () => ([duplicate.hidden, fork.hidden] = [moment.midway(), !moment.midway()]);
  return { duplicate, fork, sync };
}

function wordButton(action, text, onclick, disabled = false) {
  return element("button", { type: "button", class: "word-button", "data-action": action, disabled, onclick }, text);
}
