/** What came out of an activity, as a panel on the stage: the words, a picture of the answers by kind, the scores. */

import { element } from "../element.js";
import { number, powerOfTen } from "../plot/numbers.js";
import { letterOf } from "../plot/swarm.js";

const BINS = 12; // to a power of ten
const [WIDE, HIGH, LINE, EDGE] = [600, 150, 118, 24];

/** Fills `place` with the results that the server tells; `colour(run)` is the colour of a run, in words of CSS. */
export function showResults(place, results, colour = (run) => `var(--run-${run})`) {
  place.classList.add("outcome");
  place.replaceChildren(
    element("p", { class: "outcome-question" }, results.question),
    ...picture(results, colour),
    element("p", { class: "outcome-words" }, results.words),
    ...scores(results.scores),
  );
}

function picture(results, colour) {
  if (results.counts) return [bars(results.counts, colour)];
  if (results.groups) return results.groups.length ? [bars(grouped(results.groups), colour)] : [];
  return results.rates?.length || results.truth?.rate ? [strip(results)] : [];
}

/** The groups that a swarm ends in, in the colours that they have on the picture. */
function grouped(groups) {
  const placed = ({ kind }) => kind === "minimum" || kind === "maximum";
  const told = ({ kind, label }) => (placed({ kind }) ? `${kind} ${label}` : label);
  const bars = groups.map((group, k) => ({ choice: told(group), answers: group.count, run: placed(group) ? letterOf(k) : null }));
  return bars.filter(({ answers, run }) => answers || run);
}

/** A bar for each choice, as long as its share of the longest one; what is right says so. */
function bars(counts, colour) {
  const most = Math.max(1, ...counts.map((one) => one.answers));
  const all = counts.reduce((sum, one) => sum + one.answers, 0);
  const rows = counts.map((one) => bar(one, most, all, one.run && colour(one.run)));
  return element("dl", { class: "outcome-bars" }, rows);
}

function bar({ choice, answers, right }, most, all, shade) {
  const share = all ? ` (${Math.round((100 * answers) / all)}%)` : "";
  const style = `width: ${((100 * answers) / most).toFixed(1)}%;${shade ? ` background: ${shade}` : ""}`;
  return element(
    "div", { class: right ? "outcome-bar right" : "outcome-bar" },
    element("dt", {}, choice, right && element("span", { class: "outcome-right" }, "right")),
    element("dd", {}, element("span", { class: "outcome-length", style }), element("span", { class: "outcome-count" }, `${answers}${share}`)),
  );
}

/** The rates on a logarithmic line, one dot on the other where they are alike; the edge, and beyond it what diverges. */
function strip({ rates, truth }) {
  const known = [...rates, truth?.rate].filter((rate) => rate > 0).map(Math.log10);
  const [low, high] = [Math.floor(Math.min(...known) - 0.15), Math.ceil(Math.max(...known) + 0.15)];
  const at = (rate) => EDGE + ((Math.log10(rate) - low) / (high - low)) * (WIDE - 2 * EDGE);
  const drawn = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", class: "outcome-strip", "aria-label": spoken(rates, truth) });
  if (truth?.breaks && truth.rate) drawn.append(beyond(at(truth.rate)));
  drawn.append(svg("line", { x1: EDGE, x2: WIDE - EDGE, y1: LINE, y2: LINE, class: "axis" }));
  for (let power = low; power <= high; power++) drawn.append(...tick(at(10 ** power), power));
  drawn.append(...stacked(rates, low, high, at, truth?.rate ?? 1));
  if (truth?.breaks && truth.rate) drawn.append(...edge(at(truth.rate), truth.rate));
  return drawn;
}

function beyond(x) {
  return svg("rect", { x, y: 0, width: WIDE - EDGE - x, height: LINE, class: "beyond" });
}

function edge(x, rate) {
  const left = x > WIDE * 0.6;
  const label = svg("text", { x: left ? x - 7 : x + 7, y: 13, class: "edge-label", "text-anchor": left ? "end" : "start" });
  label.textContent = `edge ${number(rate, 3)}`;
  return [svg("line", { x1: x, x2: x, y1: 0, y2: LINE + 6, class: "edge" }), label];
}

function tick(x, power) {
  const text = svg("text", { x, y: LINE + 22, "text-anchor": "middle" });
  text.textContent = power >= -3 && power <= 3 ? String(Number((10 ** power).toPrecision(1))) : powerOfTen(power);
  return [svg("line", { x1: x, x2: x, y1: LINE, y2: LINE + 5, class: "axis" }), text];
}

/** Dots in columns, none of which stands on both sides of the edge; where one would be too high, all stand closer. */
function stacked(rates, low, high, at, edge) {
  const columns = new Map();
  const spots = rates.map((rate) => {
    const column = Math.ceil(Math.log10(rate / edge) * BINS);
    columns.set(column, (columns.get(column) ?? 0) + 1);
    return [edge * 10 ** ((column - 0.5) / BINS), columns.get(column) - 1];
  });
  const radius = Math.min(5, (WIDE - 2 * EDGE) / ((high - low) * BINS) / 2.1);
  const step = Math.min(2 * radius + 0.6, (LINE - 22) / Math.max(1, ...columns.values()));
  return spots.map(([rate, rank]) => svg("circle", { cx: at(rate), cy: LINE - radius - 1 - rank * step, r: radius }));
}

const spoken = (rates, truth) =>
  `${rates.length} learning rates on a logarithmic line${truth?.rate ? `; the edge is at ${number(truth.rate, 3)}` : ""}.`;

function scores(told) {
  if (!told) return [];
  const rows = told.best.map((one) =>
    element("li", {}, element("span", {}, one.nickname ?? `Follower ${one.number}`), element("strong", {}, String(one.score))),
  );
  return [
    element("p", { class: "outcome-mean" }, "Mean score ", element("strong", {}, String(told.mean)), " of 100"),
    element("ol", { class: "outcome-best" }, rows),
    element("p", { class: "outcome-formula" }, told.formula),
  ];
}

function svg(name, attributes) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
