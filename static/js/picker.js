import { ask } from "./ask.js";
import { element } from "./element.js";
import { write } from "./experiment.js";
import { fromRoot } from "./root.js";
import { draw } from "./views/thumbnail.js";

const GRID = 41;
const AT_ONCE = 4;

/** The dialog of surfaces: small pictures, families, a search. `choose(surface)` is told; `own()` leads to one's own data. */
export function createPicker({ catalog, dialog, choose, own }) {
  const families = [...new Set(catalog.surfaces.map((surface) => surface.family))];
  const items = catalog.surfaces.map((surface) => createItem(surface, pick));
  const groups = families.map((family) => createGroup(family, items.filter((item) => item.surface.family === family)));
  const none = element("p", { class: "picker-none", hidden: true },
    "No surface has that in its name or story. Try a shorter word.");
  const search = element("input",
    { type: "search", placeholder: "Search names and stories", "aria-label": "Search surfaces", oninput: filter });
  const list = element("div", { class: "picker-list" }, groups.map((group) => group.element), none);
  const pictures = createPictures(list, items);
  let family = null;

  const choices = [null, ...families];
  const familyButtons = choices.map((name) => element("button", { type: "button", onclick: () => show(name) }, name ?? "All"));
  dialog.append(element("div", { class: "picker-inner" },
    element("div", { class: "picker-bar" },
      element("h2", { id: "picker-title" }, "Choose a surface"), search,
      element("button", { type: "button", onclick: () => dialog.close() }, "Close")),
    element("div", { class: "picker-families", role: "group", "aria-label": "Families" }, familyButtons,
      element("button", { type: "button", class: "picker-own", onclick: leave }, "Your own data …"),
      element("a", { class: "picker-gallery", href: fromRoot("gallery") }, "Gallery")),
    list));
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // else the key also presses what has the focus once the dialog is gone
    items.find((item) => !item.element.hidden)?.element.click();
  });

  function show(name) {
    family = name;
    choices.forEach((choice, i) => familyButtons[i].setAttribute("aria-pressed", String(choice === name)));
    filter();
    list.scrollTop = 0;
  }

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of items) item.element.hidden = !matches(item.surface, words, family);
    for (const group of groups) group.sync();
    none.hidden = items.some((item) => !item.element.hidden);
  }

  function leave() {
    dialog.close();
    own();
  }

  function pick(surface) {
    dialog.close();
    choose(surface);
  }

  return {
    open(current) {
      search.value = "";
      show(null);
      dialog.showModal();
      for (const item of items) item.mark(item.surface.id === current);
      items.find((item) => item.surface.id === current)?.element.scrollIntoView({ block: "center" });
      pictures.watch();
    },
    /** The colours have changed: draw the small pictures again when they are next looked at. */
    forget: pictures.forget,
  };
}

function matches(surface, words, family) {
  const text = `${surface.name} ${surface.id} ${surface.family} ${surface.story}`.toLowerCase();
  return (family === null || surface.family === family) && words.every((word) => text.includes(word));
}

function createGroup(family, items) {
  const holder = element("section", { "aria-label": family }, element("h3", {}, family),
    element("div", { class: "picker-grid" }, items.map((item) => item.element)));
  return { element: holder, sync: () => (holder.hidden = items.every((item) => item.element.hidden)) };
}

function createItem(surface, pick) {
  const canvas = element("canvas", { width: 180, height: 120 });
  const button = element("button", { type: "button", class: "picker-item", value: surface.id, onclick: () => pick(surface) },
    canvas, element("div", {}, element("strong", {}, surface.name), element("span", {}, surface.story)));
  return { surface, canvas, element: button, mark: (is) => button.setAttribute("aria-current", String(is)) };
}

/** Fetches and draws the pictures that are in sight, a few at a time. */
function createPictures(list, items) {
  const byElement = new Map(items.map((item) => [item.element, item]));
  const answers = new Map();
  let queue = [];
  let busy = 0;
  const observer = new IntersectionObserver(see, { root: list, rootMargin: "160px" });

  function see(entries) {
    const coming = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target);
    coming.forEach((target) => observer.unobserve(target));
    queue = [...coming.map((target) => byElement.get(target)), ...queue];
    work();
  }

  function work() {
    while (busy < AT_ONCE && queue.length) {
      busy += 1;
      picture(queue.shift()).finally(() => {
        busy -= 1;
        work();
      });
    }
  }

  async function picture(item) {
    try {
      const answer = answers.get(item) ?? (await ask("surface", queryOf(item.surface)));
      answers.set(item, answer);
      draw(item.canvas, answer);
    } catch {
      observer.observe(item.element); // tried again when it is next looked at
    }
  }

  return {
    watch: () => items.forEach((item) => item.drawn || observer.observe(item.element)),
    forget: () => observer.disconnect(),
  };
}

function queryOf(surface) {
  return write([...Object.entries(surfaceKeys(surface)), ["n", String(GRID)]]);
}

/** The keys that choose a surface; one to be typed starts from the catalogue's example. */
export function surfaceKeys(surface) {
  return surface.id === "formula" ? { surface: surface.id, formula: surface.formula_text } : { surface: surface.id };
}
