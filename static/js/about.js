import { element, formula } from "./element.js";
import { read, surfacePart, write } from "./experiment.js";
import { partial } from "./gradient.js";
import { number } from "./plot/numbers.js";
import { createTrust } from "./trust.js";

/** The explanations: the surface with its formula and gradient, then each run's rule, all as the server typeset them. */
export function createAbout({ catalog, slot }) {
  const trust = createTrust();
  let told = null;

  function render({ answer, experiment }) {
    if (answer) trust.show(experiment.network ? null : write(surfacePart(read(experiment.query))));
    const now = JSON.stringify([answer?.formula, answer?.plane?.words, experiment?.fit, experiment?.runs.map((run) => [run.id, run.optimizer, run.rule, run.schedule])]);
    if (!answer || now === told) return;
    told = now;
    slot.replaceChildren(
      aboutSurface(catalog.surface(experiment.surface), answer, experiment.fit, trust.element),
      ...experiment.runs.map((run) => aboutRun(run, catalog)),
    );
  }

  /** `verdictOf(letter)` gives what is to be said of a run by now, or nothing. */
  function say(verdictOf) {
    for (const line of slot.querySelectorAll(".verdict")) {
      const text = verdictOf(line.dataset.of)?.text ?? "";
      if (line.textContent !== text) line.textContent = text;
    }
  }

  return { render, say };
}

function aboutSurface(surface, answer, fit, trust) {
  return element("section", { "aria-label": answer.name },
    element("h2", {}, answer.name),
    element("p", {}, fit?.story ?? surface?.story ?? ""),
    element("h3", {}, "Loss"), formula(answer.formula),
    element("h3", {}, "Gradient"), answer.gradient.map((mathml, i) => partial(answer.variables, i, mathml)),
    trust,
    answer.minima.length ? minimaTable(answer) : null,
    answer.plane ? [element("h3", {}, "What is drawn"), ...answer.plane.words.map((text) => element("p", {}, text))] : null,
    fit ? aboutData(fit) : null,
    surface?.see ? element("p", {}, element("a", { href: surface.see.href }, surface.see.text)) : null,
    surface?.source ? element("p", { class: "source" }, surface.source) : null);
}

/** Where the rows come from, whose they are, and what could not be read of them. */
function aboutData({ table, origin, licence, notes }) {
  const words = [origin, licence && `Licence: ${licence}.`, ...notes].filter(Boolean);
  return [element("h3", {}, table), ...words.map((text) => element("p", {}, text))];
}

function minimaTable({ minima, variables, z }) {
  const span = Math.max(...z.flat().map(Math.abs));
  const row = (cells, tag) => element("tr", {}, cells.map((cell) => element(tag, {}, cell)));
  const points = minima.map((point) => row(point.map((value) => number(near(value, span), 6)), "td"));
  return [
    element("h3", {}, minima.length === 1 ? "Lowest known point" : "Known minima"),
    element("table", {}, row([...variables, "loss"], "th"), points),
  ];
}

/** Places and losses are known to twelve digits of what the picture spans; less than that is no news. */
function near(value, span) {
  return Math.abs(value) < 1e-12 * span ? 0 : value;
}

function aboutRun(run, catalog) {
  const optimizer = catalog.optimizer(run.optimizer);
  const lines = run.formula ?? optimizer?.formula ?? [];
  return element("section", { "data-run": run.id, "aria-label": `Run ${run.id}` },
    element("h2", {}, element("span", { class: "run-name" }, run.name)),
    element("p", {}, optimizer?.story ?? ""),
    lines.map((line) => formula(line)),
    scheduleOf(run, catalog),
    element("p", { class: "verdict", "data-of": run.id }),
    element("p", { class: "source" }, optimizer?.source ?? ""));
}

/** The schedule, where it is another than the usual one. */
function scheduleOf(run, catalog) {
  const schedule = catalog.schedule(run.schedule);
  if (!schedule || schedule === catalog.schedules[0]) return null;
  return [element("h3", {}, schedule.name), element("p", {}, schedule.story), formula(schedule.formula)];
}
