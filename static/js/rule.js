import { askOnce } from "./askonce.js";
import { element, fitFormulas, formula } from "./element.js";
import { change, textOf, write } from "./experiment.js";
import { showIn, textInput } from "./fields.js";
import { keyAt } from "./midway.js";
import { asRule, inLines, inOneLine, numbersOf } from "./ruletext.js";
import { beginnings, vocabularyFold } from "./vocabulary.js";

const asked = askOnce("rule");
const told = (text) => asked(write([["rule", text]]));
const lastGood = new Map(); // the lines by key: a card is built anew while one types in it

/**
 * The editor of a rule typed for a step on: its text, one line after another, the same typeset as it is typed, and what
 * may be typed. `kept` names the settings that are no numbers of a rule, `begin(entry)` starts from an example.
 */
export function ruleEditor({ letter, since, catalog, store, binding, spare, kept, open, begin }) {
  const key = keyAt(letter, "rule", since);
  const input = textInput({ name: key, id: `field-${key}`, lines: 4, inputmode: "text", needed: true, write: typed });
  const shown = element("div", { class: "typeset", role: "group", "aria-label": "The rule's lines" });
  const notice = element("p", { class: "help", hidden: true });
  let latest = 0;
  let drawn = null;

  /** The server is asked about a text before it goes into the query, so that numbers go with it that it no longer reads. */
  async function typed(typedText, gesture) {
    const mine = (latest += 1);
    const text = inOneLine(typedText);
    const answer = await told(text);
    const pairs = store.get();
    if (mine !== latest || textOf(pairs, key) === undefined) return;
    const numbers = answer ? numbersOf(pairs, letter, since, { numbers: answer.numbers, kept, spare }) : {};
    store.set(change(pairs, { [key]: text, ...numbers }), { gesture });
  }

  async function draw(text) {
    drawn = text;
    const answer = await told(inOneLine(text));
    if (text !== drawn) return;
    shown.classList.toggle("is-stale", !answer); // the last one that could be read stays
    if (answer) lastGood.set(key, answer.lines);
    shown.replaceChildren(...(lastGood.get(key) ?? []).map((line) => formula(line.formula)));
    fitFormulas(shown);
  }

  function sync(text = "") {
    const example = catalog.rules.find((one) => one.text === text);
    showIn(input, inLines(text));
    input.rows = Math.max(3, Math.min(12, inLines(text).split("\n").length + 1));
    notice.textContent = example?.notice ?? "";
    notice.hidden = !example;
    if (text !== drawn) draw(text);
  }

  const fold = `words-${letter}`;
  const { rule, functions } = catalog.vocabulary;
  const holder = element("div", { class: "rule-editor" },
    element("div", { class: "field-wide", "data-field": key },
      element("label", { for: `field-${key}` }, "Rule, one line after another"), input),
    shown, notice,
    element("div", { class: "typing-help" },
      beginnings({ title: "Rules worth trying …", label: `Rules worth trying for run ${letter}`, action: "rules", entries: catalog.rules, choose: begin }),
      vocabularyFold({ name: fold, title: "What may be typed", groups: [rule, functions], open: open.has(fold) })));
  return binding.keep({ element: holder, sync }, (now) => textOf(now, key));
}

/** The way from a rule of the catalogue to its text; of what is no text, why there is none. */
export function editRule({ letter, optimizer, store, moment }) {
  if (!optimizer || optimizer.id === "rule") return null;
  if (optimizer.why_no_text) return element("p", { class: "help" }, optimizer.why_no_text);
  function edit() {
    store.set(asRule(store.get(), letter, optimizer, moment.step()));
    document.querySelector(`.card[data-run="${letter}"] textarea`)?.focus();
  }
  return element("div", {}, element("button", { type: "button", class: "word-button", "data-action": "edit-rule", onclick: edit }, "Edit this rule"));
}
