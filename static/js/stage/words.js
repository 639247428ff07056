import { element } from "../element.js";
import { linkWords } from "../linked.js";
import { fitType } from "./fittype.js";

/**
 * What is said beside the picture: a step's title and its text, or its question, large, and then the answer.
 *
 * What its words speak of lights up in the pictures by `light`. Its HTML is the server's own, typeset from Markdown in
 * which no HTML is let through.
 */
export function createWords({ panel, steps, title, light }) {
  const find = (name) => panel.querySelector(`[data-out="${name}"]`);
  const holder = find("said");
  const shown = { at: null, asked: null };
  find("lecture-title").textContent = title;

  function fill({ at, part }) {
    const step = steps[at];
    const asked = ["question", "answer"].includes(part);
    if (shown.at !== at || shown.asked !== asked) {
      find("title").textContent = step.title;
      const words = element("div", {});
      words.innerHTML = asked ? `<div class="asked">${step.question}</div><div class="answer" hidden>${step.answer}</div>` : step.text;
      document.body.dataset.said = step.text || step.question ? "yes" : "no";
      linkWords(words, light);
      holder.replaceChildren(words);
      holder.scrollTop = 0;
    }
    Object.assign(shown, { at, asked });
    const answer = holder.querySelector(".answer");
    if (answer) answer.hidden = part !== "answer";
  }

  function fit() {
    fitType(panel, holder);
  }

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
