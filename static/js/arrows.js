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

  function item({ name, title, help }) {
    const input = element("input", { type: "checkbox", name: `arrow-${name}`, onchange: tell });
    const note = element("span", { class: "menu-note" });
    return { name, title, input, note, element: element("label", { class: "menu-item" }, input, element("span", {}, element("strong", {}, title), element("span", { class: "help" }, help), note)) };
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
  menu.addEventListener("keydown", (event) => event.key === "Escape" && close({ focus: true }));
  menu.addEventListener("focusout", (event) => event.relatedTarget && !menu.contains(event.relatedTarget) && close());

  return {
    /** `on` are the names that are switched on; `run` the one in focus, with `inside` what moves it. */
    render(on, run) {
      for (const box of boxes) {
        if (box.input.checked !== on.has(box.name)) box.input.checked = on.has(box.name);
        note(box, on.has(box.name), run);
      }
      const text = on.size ? ` ${on.size}` : "";
      if (count.textContent !== text) count.textContent = text;
    },
  };

  function note({ name, note: line }, on, run) {
    const symbol = on && run?.inside ? run.inside.symbols[name] : null;
    const lacks = on && run?.inside && ["momentum", "scale"].includes(name) && !run.inside[name];
    const text = lacks ? `None now for ${run.label}.` : symbol ? `For ${run.label}:` : "";
    if (line.dataset.said === text + symbol) return;
    line.dataset.said = text + symbol;
    line.replaceChildren(text, symbol ? formula(symbol) : "");
  }
}
