import { element } from "./element.js";
import { number as inWords } from "./plot/numbers.js";
import { positionOf } from "./slider.js";

const MARKS = ["crawl", "best", "edge"];

/**
 * Where the marks of a ruler stand on a slider: {name: {at, value, beyond}}, `at` from 0 to 1, `beyond` -1 or 1
 * where the value lies off that end of the slider. A mark of which nothing is known is left out.
 */
export function marksOf(ruler, parameter) {
  const [low, high] = parameter.range;
  const known = MARKS.filter((name) => Number.isFinite(ruler?.[name]));
  const mark = (value) => ({ value, at: positionOf(value, parameter), beyond: value < low ? -1 : Number(value > high) });
  return Object.fromEntries(known.map((name) => [name, mark(ruler[name])]));
}

/** The marks in words: "crawl 0.0028 · best 0.025 · edge 0.08". */
export function marksInWords(marks) {
  return Object.entries(marks).map(([name, { value }]) => `${name} ${inWords(value, 2)}`).join(" · ");
}

/** True where the marks alone do not tell enough: one is missing, or the rate lies beyond one. */
export function needsWords({ crawl, best, edge }, rate) {
  return !crawl || !best || !edge || rate < crawl.value || rate > edge.value;
}

/**
 * The ruler under a learning rate's slider: where it crawls, where it is best, the edge beyond which it overshoots.
 *
 * `show(row, told)` takes what /api/inside tells of the point at the playhead: null where the run has none, undefined
 * while it is not known. Only where `told` do numbers and words stand under it, else they are read by pointing.
 */
export function createRuler(field, parameter) {
  const slider = field.querySelector("input[type=range]");
  const parts = Object.fromEntries(["crawl", "edge"].map((name) => [name, element("span", { class: `ruler-zone is-${name}` })]));
  const ticks = Object.fromEntries(MARKS.slice(1).map((name) => [name, element("span", { class: `ruler-tick is-${name}` })]));
  const scale = element("div", { class: "ruler", "aria-hidden": "true", hidden: true }, Object.values(parts), Object.values(ticks));
  const numbers = element("span", { class: "ruler-numbers" });
  const sentence = element("span", {});
  const words = element("p", { class: "ruler-words", hidden: true }, numbers, sentence);
  if (slider) field.append(scale, words);

  function show(row, told) {
    const marks = marksOf(row?.ruler, parameter);
    const read = marksInWords(marks) && `${marksInWords(marks)}${row.brokeOut === undefined ? "" : ` at step ${row.brokeOut}, where it broke out`}`;
    scale.hidden = read === "";
    zone(parts.crawl, marks.crawl?.at ?? 0);
    zone(parts.edge, marks.edge ? 1 - marks.edge.at : 0);
    for (const [name, node] of Object.entries(ticks)) tick(node, marks[name]);
    const said = row === null ? "This run ended before the step shown." : row?.words[row.ruler?.says] ?? "";
    words.hidden = !told || !(read || said);
    write(numbers, read);
    write(sentence, needsWords(marks, row?.lr) ? said : "");
    words.title = said;
    describe(read && row.brokeOut === undefined ? `${read} at this point` : read);
  }

  function describe(text) {
    if (!slider || slider.ariaDescription === text) return;
    slider.ariaDescription = text;
    slider.title = text ? `${parameter.help}: ${text}` : parameter.help;
  }

  return { show };
}

function zone(node, share) {
  node.style.setProperty("--share", share.toFixed(4));
}

function tick(node, mark) {
  node.hidden = !mark;
  node.dataset.beyond = mark?.beyond ?? 0;
  if (mark) node.style.setProperty("--at", mark.at.toFixed(4));
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
