import { element } from "./element.js";

const PARTED = ", "; // between the optimizer in a label and what is said of it

/** Whose colour is whose, in one line over a picture that fills the screen. */
export function createNames(holder) {
  let shown = null;

  return {
    render(runs, hidden) {
      const next = JSON.stringify(runs.map(({ id, label }) => [id, label, hidden.has(id)]));
      if (next === shown) return;
      shown = next;
      const head = commonHead(runs.map((run) => run.label));
      const each = runs.map((run) => nameOf({ ...run, short: run.label.slice(head.length) }, hidden.has(run.id)));
      holder.replaceChildren(...(head ? [element("li", {}, head.slice(0, -PARTED.length))] : []), ...each);
    },
  };
}

/** What all labels begin with up to their first comma, to be said once; empty where they differ, or there is one alone. */
function commonHead(labels) {
  const heads = new Set(labels.map((label) => label.slice(0, label.indexOf(PARTED) + PARTED.length)));
  const [head] = heads;
  return labels.length > 1 && heads.size === 1 && labels.every((label) => label.includes(PARTED)) ? head : "";
}

function nameOf({ id, label, short }, isHidden) {
  const swatch = element("span", { class: "view-swatch", style: `background: var(--run-${id})` });
  return element("li", { class: isHidden ? "is-hidden" : null, title: label }, swatch, short);
}
