import { element, formula } from "./element.js";

/**
 * The menu of what is drawn on the pictures beside the paths. `offered` is the catalogue's list; `choose(names)`
 * hears which are on. What the run in focus does not have is said in its place.
 */
export function createArrows({ holder, offered, choose }) {
  const boxes = offered.map(item);
  const count = element("span", { class: "menu-count" });
  const menu = element("details", { class: "menu", "data-menu": "arrows" },
    element("summary", { class: "quiet-button" }, "Arrows", count),
    element("div", { class: "menu-panel" }, boxes.map((box) => box.element)));
  holder.append(menu);

  function item({ name, title, help, network }) {
    const input = element("input", { type: "checkbox", name: `arrow-${name}`, onchange: tell });
    const note = element("span", { class: "menu-note" });
    return { name, title, network, input, note, element: element("label", { class: "menu-item" }, input, element("span", {}, element("strong", {}, title), element("span", { class: "help" }, help), note)) };
  }

  function tell() {
    choose(boxes.filter((box) => box.input.checked).map((box) => box.name));
  }

  function close({ focus = false } = {}) {
    if (!menu.open) return;
    menu.open = false;
    if (focus) menu.querySelector("summary").focus();
  }

  document.addEventListener("pointerdown", (event) => !menu.contains(event.target) && close());
  menu.addEventListener("keydown", (event) => event.key === "Escape" && menu.open && (event.preventDefault(), close({ focus: true })));
  menu.addEventListener("focusout", (event) => event.relatedTarget && !menu.contains(event.relatedTarget) && close());

  return {
    /** `on` are the names that are switched on; `run` the one in focus, with `inside` what moves it, which of a `network` is not known. */
    render(on, run, network) {
      for (const box of boxes) {
        box.element.hidden = network && !box.network;
        if (box.input.checked !== on.has(box.name)) box.input.checked = on.has(box.name);
        note(box, on.has(box.name), run);
      }
      const text = on.size ? ` ${on.size}` : "";
      if (count.textContent !== text) count.textContent = text;
    },
  };

  function note({ name, note: line }, on, run) {
    const symbol = on ? run?.inside?.symbols[name] : null;
    const lack = on && run ? lackOf(name, run) : "";
    const text = lack || (symbol ? `For ${run.label}:` : "");
    if (line.dataset.said === text + symbol) return;
    line.dataset.said = text + symbol;
    line.replaceChildren(text, symbol && !lack ? formula(symbol) : "");
  }
}

/** Why a run has nothing of a kind to be drawn at the step looked at; "" where it has. */
function lackOf(name, { label, inside, path, step }) {
  const last = path.step.at(-1);
  if (inside === null) return step > last ? `${label} ended at step ${last}.` : "";
  if (["momentum", "scale"].includes(name) && !inside[name]) return `None now for ${label}.`;
  if (name === "bend" && (inside.curvature?.low ?? null) === null) return `No finite curvature at this point for ${label}.`;
  return "";
}
