import { element } from "./element.js";
import { part, read, textOf, write } from "./experiment.js";
import { fromRoot } from "./root.js";

const KEPT = ["theme", "speed", "view"]; // how somebody likes to look stays as it is

/**
 * Experiments worth seeing: a dialog to choose one from, and what to notice while it is on the page.
 *
 * Each is an ordinary link; the notice stands as long as the query says that very experiment.
 */
export function createPresets({ catalog, store, session, buttons, dialog, slot }) {
  const all = catalog.presets.flatMap((group) => group.presets);
  let accepted = null;
  let dismissed = null;
  let shown;

  const queryOf = (pairs) => write(part(pairs, catalog.viewNames).experiment);

  /** By its query, or as the server recognised one that is written otherwise. */
  function current() {
    const query = queryOf(store.get());
    const id = accepted?.query === query ? accepted.experiment.preset?.id : null;
    return all.find((preset) => preset.query === query || preset.id === id) ?? null;
  }

  function render() {
    const preset = current();
    if (preset?.id !== dismissed) dismissed = null;
    const next = dismissed ? null : preset;
    if (next === shown) return;
    shown = next;
    slot.replaceChildren(...(next ? notice(next) : []));
  }

  function notice(preset) {
    const dismiss = () => {
      dismissed = preset.id;
      render();
    };
    return [element("section", { class: "block preset", "aria-label": "What to notice" },
      element("h2", {}, preset.title), element("p", {}, preset.notice),
      element("div", { class: "panel-words" },
        element("button", { type: "button", class: "word-button", onclick: open }, "More examples"),
        element("button", { type: "button", class: "word-button", onclick: dismiss }, "Hide this")))];
  }

  function choose(preset) {
    const look = read(preset.look);
    const kept = KEPT.filter((key) => textOf(look, key) === undefined).map((key) => [key, textOf(store.get(), key)]);
    dialog.close();
    store.set([...read(preset.query), ...look, ...kept.filter(([, text]) => text !== undefined)], { restart: true });
    slot.closest(".controls").scrollTop = 0; // what to notice stands at its top
  }

  function open() {
    if (!dialog.childElementCount) build();
    const now = current();
    for (const item of dialog.querySelectorAll(".preset-item")) item.setAttribute("aria-current", String(item.value === now?.id));
    dialog.showModal();
  }

  function build() {
    const item = (preset) => element("button", { type: "button", class: "preset-item", value: preset.id, onclick: () => choose(preset) },
      element("strong", {}, preset.title), element("span", {}, preset.notice));
    const group = ({ group: name, presets }) => element("section", { "aria-label": name }, element("h3", {}, name), presets.map(item));
    dialog.append(element("div", { class: "presets-inner" },
      element("div", { class: "picker-bar" }, element("h2", { id: "presets-title" }, "Examples worth seeing"),
        element("a", { href: fromRoot("lessons") }, "Lessons"),
        element("a", { href: fromRoot("gallery") }, "Gallery"),
        element("a", { href: fromRoot("board") }, "Storyboard"),
        element("button", { type: "button", onclick: () => dialog.close() }, "Close")),
      element("div", { class: "presets-list" }, element("div", { class: "presets-columns" }, catalog.presets.map(group)))));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  }

  for (const button of buttons) button.addEventListener("click", open);
  store.subscribe(render);
  session.subscribe((what, told) => {
    if (what === "accepted") accepted = told;
    render();
  });
  render();
}
