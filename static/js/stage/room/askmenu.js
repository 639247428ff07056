import { element } from "../../element.js";
import { runLetters } from "../../experiment.js";
import { createProblems } from "../../problems.js";

const MOST_CHOICES = 6;
const KINDS = [
  ["where", "Where it ends", { kind: "prediction", ask: "where" }, ["run"]],
  ["which", "Which run wins", { kind: "prediction", ask: "which" }, []],
  ["rate", "Largest learning rate", { kind: "prediction", ask: "rate" }, ["run"]],
  ["swarm", "Swarm", { kind: "swarm" }, ["run", "rate"]],
  ["poll", "Poll", { kind: "poll" }, ["choices"]],
];

/**
 * The sheet on which a lecturer puts a question together. `ask(activity)` asks it; what the server refuses stands beside
 * what it is about. `stage()` says what is on the stage: its query and pairs, and the question of the lecture's step.
 */
export function createAskMenu({ ask, stage, catalog, parent = document.body }) {
  const notice = element("div", { class: "notice", role: "alert", hidden: true });
  const question = element("textarea", { name: "question", rows: 2, maxlength: 200, autocomplete: "off", oninput: () => (typed = question.value.trim() !== "") });
  const runs = element("div", { class: "ask-runs", role: "group" });
  const rate = element("input", { type: "checkbox", name: "rate" });
  const scores = element("input", { type: "checkbox", name: "scores", checked: true });
  const choices = Array.from({ length: MOST_CHOICES }, (_, k) => choiceLine(k));
  const noneRight = element("input", { type: "radio", name: "right", value: "", checked: true });
  const fields = {
    question: field("question", element("label", {}, "Question", question)),
    run: field("run", element("fieldset", {}, element("legend", {}, "Of which run"), runs)),
    rate: field("rate", element("label", { class: "ask-tick" }, rate, "Everyone picks a learning rate too")),
    choices: field("choices", element("fieldset", { class: "ask-choices" }, element("legend", {}, "Choices, and which one is right, if one is"),
      choices.map(({ line }) => line), element("label", { class: "ask-tick" }, noneRight, "None of them is right"))),
    scores: field("scores", element("label", { class: "ask-tick" }, scores, "Give scores")),
  };
  const kinds = element("div", { class: "segments", role: "group", "aria-label": "What is asked" },
    KINDS.map(([id, name]) => element("button", { type: "button", value: id, onclick: () => choose(id) }, name)));
  const sends = element("button", { type: "submit", class: "primary" }, "Ask the room");
  const form = element("form", { class: "ask-form", novalidate: true, onsubmit: submit }, kinds, notice, ...Object.values(fields),
    element("div", { class: "ask-end" }, sends));
  const sheet = element("dialog", { class: "sheet ask-sheet", "aria-labelledby": "ask-title" },
    element("div", { class: "panel-bar" }, element("h2", { id: "ask-title" }, "Ask the room"), element("button", { type: "button", class: "quiet-button", onclick: () => sheet.close() }, "Close")), form);
  parent.append(sheet);
  const problems = createProblems({ root: form, notice });
  let kind = KINDS[0];
  let typed = false; // the question, by hand: what stands there by itself gives way to another

  function field(name, inside) {
    return element("div", { class: "ask-field", "data-field": name }, inside);
  }

  function choiceLine(k) {
    const right = element("input", { type: "radio", name: "right", value: k, "aria-label": `Choice ${k + 1} is right` });
    const text = element("input", { type: "text", name: `choice-${k + 1}`, maxlength: 80, autocomplete: "off", "aria-label": `Choice ${k + 1}` });
    return { right, text, line: element("div", { class: "ask-choice" }, right, text) };
  }

  function choose(id) {
    kind = KINDS.find(([name]) => name === id);
    const [, , { kind: sort }, own] = kind;
    for (const button of kinds.children) button.setAttribute("aria-pressed", String(button.value === id));
    for (const name of ["run", "rate", "choices"]) fields[name].hidden = !own.includes(name);
    fields.run.hidden ||= runs.childElementCount < 2;
    fields.scores.hidden = sort !== "prediction";
    question.placeholder = sort === "poll" ? "" : "Left empty, it is asked in plain words.";
    if (!typed) question.value = sort === "poll" ? stage().question.slice(0, question.maxLength) : "";
    problems.clear();
  }

  function fillRuns(pairs) {
    const letters = runLetters(pairs, catalog.letters);
    runs.replaceChildren(...letters.map((letter, k) => element("label", { class: "ask-tick", "data-run": letter },
      element("input", { type: "radio", name: "run", value: letter, checked: k === 0 }), element("span", { class: "ask-run" }, letter))));
  }

  /** What the form says, as the server reads it. */
  function asked() {
    const [, , what, own] = kind;
    const said = question.value.trim();
    const told = { ...what, ...(said && { question: said }) };
    if (what.kind === "poll") return { ...told, ...written() };
    return {
      ...told, query: stage().query,
      ...(own.includes("run") && { run: runs.querySelector(":checked")?.value }),
      ...(own.includes("rate") && { rate: rate.checked }),
      ...(what.kind === "prediction" && { scores: scores.checked }),
    };
  }

  /** The choices that are written down, the right one by its number among them. */
  function written() {
    const filled = choices.filter(({ text }) => text.value.trim());
    const right = filled.findIndex((one) => one.right.checked);
    return { choices: filled.map(({ text }) => text.value.trim()), right: right < 0 ? null : right };
  }

  async function submit(event) {
    event.preventDefault();
    if (sends.disabled) return;
    sends.disabled = true;
    problems.clear();
    try {
      await ask(asked());
      question.value = "";
      typed = false;
      for (const { text } of choices) text.value = "";
      noneRight.checked = true;
      sheet.close();
    } catch (problem) {
      problems.show(problem);
    }
    sends.disabled = false;
  }

  return {
    open() {
      fillRuns(stage().pairs);
      choose(kind[0]);
      sheet.showModal();
    },
  };
}
