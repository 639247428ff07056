import { element } from "../element.js";
import { linkWords } from "../linked.js";
import { fitType } from "./fittype.js";

const FACES = { ask: guess, question: quiz, answer: quiz }; // what is shown of a step; of every other part its text

/**
 * What is said beside the picture: a step's title and its text, or a question, large, and then the answer.
 *
 * What its words speak of lights up in the pictures by `light`. Its HTML is the server's own, typeset from Markdown in
 * which no HTML is let through.
 */
export function createWords({ panel, steps, title, light }) {
  const find = (name) => panel.querySelector(`[data-out="${name}"]`);
  const holder = find("said");
  const shown = { at: null, face: null };
  find("lecture-title").textContent = title;

  function fill({ at, part }) {
    const step = steps[at];
    const face = FACES[part] ?? told;
    if (shown.at !== at || shown.face !== face) {
      find("title").textContent = step.title;
      const words = element("div", {}, face(step));
      document.body.dataset.said = step.text || step.question ? "yes" : "no";
      holder.replaceChildren(words); // those before let go of their lights
      linkWords(words, light);
      holder.scrollTop = 0;
    }
    Object.assign(shown, { at, face });
    const answer = holder.querySelector(".answer");
    if (answer) answer.hidden = part !== "answer";
  }

  function fit() {
    fitType(panel, holder);
  }

  // What was pressed by hand lets go of the keyboard: the next key is the lecture's.
  holder.addEventListener("click", ({ detail, target }) => detail > 0 && target.closest(".term")?.blur());
  new ResizeObserver(fit).observe(panel);
  document.fonts.addEventListener("loadingdone", fit);

  return {
    render(now) {
      panel.dataset.part = now.part;
      find("counter").textContent = steps.length > 1 ? `${now.at + 1} / ${steps.length}` : "";
      const before = `${shown.at} ${panel.dataset.shown}`;
      fill(now);
      panel.dataset.shown = now.part;
      if (before !== `${shown.at} ${now.part}`) fit();
    },
  };
}

/** What is to be guessed before anything is said or runs. */
function guess({ guess: { question, choices, runs } }) {
  return [
    element("div", { class: "asked" }, question),
    choices && element("ol", { class: "question-choices" }, choices.map((choice, k) => element("li", { "data-run": runs?.[k] }, choice))),
    element("p", { class: "said-hint" }, "A guess first. Then we look."),
  ];
}

function quiz({ question, answer }) {
  return [set("asked", question), set("answer", answer, true)];
}

function told({ text }) {
  return [set(null, text)];
}

function set(name, html, hidden = false) {
  const made = element("div", { class: name, hidden });
  made.innerHTML = html;
  return made;
}
