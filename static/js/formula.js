import { ask } from "./ask.js";
import { askOnce } from "./askonce.js";
import { element, fitFormulas } from "./element.js";
import { change, read, surfacePart, textOf, withCoordinates, withSurface, write } from "./experiment.js";
import { showIn, textInput } from "./fields.js";
import { lossLine, partial } from "./gradient.js";
import { createTrust } from "./trust.js";
import { createSuggestion } from "./suggestion.js";
import { beginnings, vocabularyFold } from "./vocabulary.js";

const ID = "formula";
const asked = askOnce("formula");

/**
 * The editor of a formula: its text, under it the loss and its gradient as they are typed, where to look at it, whether
 * the gradient can be trusted, and what may be typed. `binding` keeps it in step with the query.
 */
export function createFormula({ catalog, store, surface, binding }) {
  const story = element("p", { class: "story" });
  const input = textInput({ name: ID, id: "field-formula", lines: 2, inputmode: "text", needed: true, write: typed });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // a formula has no second line
    input.dispatchEvent(new Event("change"));
  });
  const shown = element("div", { class: "typeset", role: "group", "aria-label": "The formula and its gradient" });
  const suggestion = createSuggestion({ store });
  const trust = createTrust();
  let latest = 0;
  let drawn = null;

  /** The server is asked about a text before it goes into the query, so that a start of two numbers goes with it if it must. */
  async function typed(text, gesture) {
    const mine = (latest += 1);
    const answer = await told(text);
    if (mine !== latest || textOf(store.get(), "surface") !== ID) return;
    const pairs = answer ? withCoordinates(store.get(), answer.variables.length) : store.get();
    store.set(change(pairs, { formula: text }), { gesture });
  }

  const told = (text) => asked(write([["surface", ID], ["formula", text]]));

  async function draw(text) {
    drawn = text;
    const answer = await told(text);
    if (text !== drawn) return;
    for (const part of [shown, suggestion.element, trust.element]) part.classList.toggle("is-stale", !answer); // the last one that could be read stays
    suggestion.hold(!answer);
    if (!answer) return;
    shown.replaceChildren(lossLine(answer.formula), ...answer.gradient.map((mathml, i) => partial(answer.variables, i, mathml)));
    fitFormulas(shown);
    suggestion.show(answer.suggestion);
  }

  function sync({ pairs, experiment }) {
    const text = textOf(pairs, ID) ?? "";
    const example = catalog.formulas.find((one) => one.text === text);
    showIn(input, text);
    story.replaceChildren(example ? example.notice : surface.story, ...(example || !surface.see ? [] : [" ", link(surface.see)]));
    suggestion.sync(pairs, experiment, example !== undefined && example.window === textOf(pairs, "window"));
    if (experiment?.surface === ID) trust.show(write(surfacePart(read(experiment.query))));
    if (text !== drawn) draw(text);
  }

  const choose = ({ text, window, start }) =>
    store.set(withSurface(store.get(), { surface: ID, formula: text, window, start }), { restart: true });
  const holder = element("section", { class: "block formula-editor", "aria-label": "Surface" }, story,
    element("div", { class: "field-wide", "data-field": ID }, element("label", { for: "field-formula" }, "Formula of the loss"), input),
    shown, suggestion.element, trust.element,
    element("div", { class: "typing-help" },
      beginnings({ title: "Formulas worth trying …", label: "Formulas worth trying", action: "formulas", entries: catalog.formulas, choose }),
      vocabularyFold({ name: "formula-words", title: "What may be typed", groups: [catalog.vocabulary.formula] })));
  return binding.keep({ element: holder, sync }, (pairs, experiment) => ({ pairs, experiment }));
}

const link = ({ href, text }) => element("a", { href }, text);

/** The way from a surface of the catalogue to its formula as a text of one's own, in the window that it has. */
export function editFormula({ store, binding, surface }) {
  if (!surface?.editable) return null;
  let accepted = null;
  const none = element("p", { class: "quiet", role: "status", hidden: true }, "With these numbers its formula is longer than one may type.");
  const button = element("button", { type: "button", class: "word-button", "data-action": "edit-formula", onclick: edit }, "Edit this formula");

  async function edit() {
    const before = write(surfacePart(store.get()));
    const answer = await ask("formula", before).catch(() => null);
    if (before !== write(surfacePart(store.get()))) return;
    none.hidden = Boolean(answer?.typed);
    if (!answer?.typed) return;
    store.set(asText(store.get(), answer.typed, { surface, experiment: accepted }));
    document.querySelector(`[name="${ID}"]`)?.focus();
  }

  return binding.keep({ element: element("div", {}, button, none), sync: (experiment) => (accepted = experiment) },
    (pairs, experiment) => (experiment?.surface === surface.id ? experiment : accepted));
}

/** The pairs with the surface's formula as text; what is shown of it, how, and where runs begin stays. */
function asText(pairs, text, { surface, experiment }) {
  const usual = { window: experiment?.window?.flat().join(), start: experiment?.start?.join(), scale: surface.log ? "log" : undefined };
  const kept = Object.fromEntries(Object.entries(usual).map(([key, own]) => [key, textOf(pairs, key) ?? own]));
  const others = pairs.filter(([key]) => !/^(surface|formula|s\..*)$/.test(key));
  return [["surface", ID], ["formula", text], ...change(others, kept)];
}
