import { addressOf } from "../ask.js";
import { element } from "../element.js";
import { read, textOf, write } from "../experiment.js";
import { fromRoot } from "../root.js";

const THEMES = [["dark", "(prefers-color-scheme: dark)"], ["light", null]];
const SIZE = [["width", "480"], ["height", "300"]];
const UNSEEN = ["theme", "embed", "autoplay"];

/**
 * One step as a card, made from the page's template. `act(name)` is told which button was pressed, `typed(name, text)`
 * what is written.
 */
export function createCard({ template, key, act, typed }) {
  const holder = template.content.firstElementChild.cloneNode(true);
  const out = (name) => holder.querySelector(`[data-out=${name}]`);
  const fields = [...holder.querySelectorAll("[name]")];
  const more = holder.querySelector("details");
  let pictured = null;

  holder.dataset.key = key;
  for (const field of fields) {
    const problem = problemOf(field.name);
    problem.id = `step-${key}-${field.name}`;
    field.addEventListener("input", () => typed(field.name, field.value));
  }
  for (const button of holder.querySelectorAll("[data-action]")) button.addEventListener("click", () => act(button.dataset.action));

  function problemOf(name) {
    return holder.querySelector(`[data-problem=${name}]`);
  }

  /** The step at its place, of so many. */
  function show(step, place, count) {
    const name = `Step ${place + 1}`;
    holder.setAttribute("aria-label", step.title ? `${name}: ${step.title}` : name);
    out("tools").setAttribute("aria-label", name);
    out("number").textContent = place + 1;
    for (const field of fields) {
      put(field, step[field.name] ?? "");
      field.placeholder = field.name === "title" && step.title === null ? "Named after its link" : field.placeholder;
    }
    if (step.question || step.answer) more.open = true;
    holder.querySelector("[data-action=earlier]").disabled = place === 0;
    holder.querySelector("[data-action=later]").disabled = place === count - 1;
  }

  /** The step's picture; null where its experiment isn't known yet. */
  function picture(query) {
    if (query === pictured) return;
    pictured = query;
    for (const link of holder.querySelectorAll("a[data-out=open]")) {
      if (query === null) link.removeAttribute("href");
      else link.href = fromRoot(`?${query}`);
    }
    holder.querySelector(".card-picture").replaceChildren(...(query === null ? [] : [pictureOf(query)]));
  }

  /** What the server refuses, by field; its place opens where it is folded away. */
  function refuse(problems) {
    for (const field of fields) {
      const said = problems.get(field.name)?.join(" ") ?? "";
      const line = problemOf(field.name);
      if (line.textContent !== said) line.textContent = said;
      mark(field, said && line.id);
      if (said && more.contains(field)) more.open = true;
    }
  }

  return { element: holder, show, picture, refuse };
}

/** A text in a field; one that is there already keeps its caret. */
export function put(field, text) {
  if (field.value !== text) field.value = text;
}

/** A field that is refused says so, and by what. */
export function mark(field, problem) {
  field.setAttribute("aria-invalid", String(Boolean(problem)));
  if (problem) field.setAttribute("aria-describedby", problem);
  else field.removeAttribute("aria-describedby");
}

/** The map of a query, in the colours that are worn unless the link says others. */
function pictureOf(query) {
  const pairs = read(query);
  const rest = pairs.filter(([key]) => !UNSEEN.includes(key));
  const address = (theme) => addressOf("poster.webp", write([...rest, ["theme", theme], ...SIZE]));
  const wanted = textOf(pairs, "theme");
  const sources = (wanted ? [[wanted, null]] : THEMES).map(([theme, media]) =>
    media ? element("source", { media, srcset: address(theme) }) : element("img", { src: address(theme), width: 480, height: 300, loading: "lazy", decoding: "async", alt: "" }));
  return element("picture", {}, sources);
}
