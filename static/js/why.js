import { element } from "./element.js";
import { number } from "./plot/numbers.js";

/** The numbers behind a verdict, as [what, value]; what the server does not tell is left out. */
export function evidenceOf(verdict) {
  // Where a diverged run broke off, its surroundings say nothing: what counts is where it broke out.
  const lines = verdict.kind === "diverged" ? whyDiverged(verdict) : whyThere(verdict);
  return lines.filter(([, value]) => value);
}

function whyDiverged({ seen_at, growth, too_steep: there }) {
  const times = growth ? `: × ${told(growth)}` : "";
  return [
    ["the loss grew first", seen_at && `step ${seen_at - 1} → ${seen_at}${times}`],
    [`curvature at step ${there?.step}`, there && told(there.curvature)],
    ["lr that it bears there", there && `up to ${told(there.limit)}`],
  ];
}

function whyThere({ gradient_norm, eigenvalues, nearest_minimum: near, above_best }) {
  const place = near && near.at.map((value) => number(value)).join(", ");
  return [
    ["slope", told(gradient_norm)],
    ["curvature", [...new Set((eigenvalues ?? []).map(told).filter(Boolean))].join(" and ")],
    ["nearest known minimum", near && `(${place}), ${told(near.distance)} away`],
    ["above the lowest", told(above_best)],
  ];
}

const told = (value) => (Number.isFinite(value) ? number(value, 3) : null);

/**
 * The fold under a verdict: the word that opens it, and the evidence. `use(rate)` when the reader takes the learning
 * rate that would have held; `open` remembers over new cards.
 */
export function createWhy({ letter, open, use }) {
  const key = `why ${letter}`;
  const id = `why-${letter}`;
  const holder = element("div", { class: "why", id });
  const button = element("button",
    { type: "button", class: "word-button", "data-action": "why", "aria-controls": id, onclick: toggle, hidden: true }, "Why");
  let shown = null;

  function toggle() {
    if (!open.delete(key)) open.add(key);
    render();
  }

  function show(verdict) {
    if (verdict === shown) return;
    shown = verdict;
    holder.replaceChildren(...(verdict ? [list(verdict), remedy(verdict.held_lr)].filter(Boolean) : []));
    render();
  }

  function render() {
    const isOpen = Boolean(shown) && open.has(key);
    button.hidden = !shown;
    button.setAttribute("aria-expanded", String(isOpen));
    holder.hidden = !isOpen;
  }

  function remedy(rate) {
    const take = () => use(String(rate));
    return rate ? element("button", { type: "button", class: "word-button", "data-action": "use-rate", onclick: take }, `Use lr ${rate}`) : null;
  }

  return { button, element: holder, show };
}

function list(verdict) {
  return element("dl", {}, evidenceOf(verdict).flatMap(([what, value]) => [element("dt", {}, what), element("dd", {}, value)]));
}
