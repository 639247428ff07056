import { element } from "./element.js";
import { textOf } from "./experiment.js";

/**
 * What whoever opens a link sees and may change: a box for each panel, and folded away one for each control. What is
 * not ticked stands under `hide` in the link. `changed()` when a box was.
 */
export function createSees({ panels, controls, changed }) {
  const box = (name, { name: value }) => element("input", { type: "checkbox", name, value, onchange: changed });
  const seen = new Map(panels.map((one) => [one.name, box("sees", one)]));
  const touched = new Map(controls.map((one) => [one.name, box("touches", one)]));
  const boxes = new Map([...seen, ...touched]);
  const label = (found, { name, title }) => element("label", { class: "share-choice" }, found.get(name), title);
  const fold = element("details", { class: "share-fold", "data-fold": "touches" }, element("summary", {}, "And may change"),
    element("fieldset", { class: "share-choices share-many" }, element("legend", { class: "visually-hidden" }, "Whoever opens it may change"),
      controls.map((one) => label(touched, one))));

  const hiddenIn = (pairs) => (textOf(pairs, "hide") ?? "").split(",").filter(Boolean);

  return {
    elements: [
      element("fieldset", { class: "share-choices" }, element("legend", {}, "Whoever opens it sees"), panels.map((one) => label(seen, one))),
      fold,
    ],
    /** The boxes as a link has them. */
    read(pairs) {
      const hidden = hiddenIn(pairs);
      for (const [name, one] of boxes) one.checked = !hidden.includes(name);
      fold.open = [...touched.values()].some((one) => !one.checked);
    },
    /** The text of `hide`: of what a link hides already, what has no box stays hidden. Null where all is seen. */
    hide(pairs) {
      const others = hiddenIn(pairs).filter((name) => !boxes.has(name));
      const names = [...others, ...[...boxes].filter(([, one]) => !one.checked).map(([name]) => name)];
      return names.length ? names.join(",") : null;
    },
  };
}
