import { element } from "./element.js";

/** Whose colour is whose, in one line over a picture that fills the screen. */
export function createNames(holder) {
  let shown = null;

  return {
    render(runs, hidden) {
      const next = JSON.stringify(runs.map(({ id, label }) => [id, label, hidden.has(id)]));
      if (next === shown) return;
      shown = next;
      holder.replaceChildren(...runs.map((run) => nameOf(run, hidden.has(run.id))));
    },
  };
}

function nameOf({ id, label }, isHidden) {
  const swatch = element("span", { class: "view-swatch", style: `background: var(--run-${id})` });
  return element("li", { class: isHidden ? "is-hidden" : null, title: label }, swatch, label);
}
