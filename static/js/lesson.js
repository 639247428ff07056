import { linkWords } from "./linked.js";
import { offerMathFont } from "./theme.js";

/** A lesson as an article: what its words speak of lights up in them, and in the figure below once that is live. */
function link(step) {
  const words = step.querySelector(":scope > .words:not(.question)");
  if (!words) return; // a storyboard's step may go without
  const figure = step.querySelector("iframe").contentWindow;
  linkWords(words, (thing) => figure.postMessage({ to: "fall-line", do: "light", thing }, location.origin));
}

offerMathFont();
for (const step of document.querySelectorAll(".step")) link(step);
document.body.dataset.ready = "true";
