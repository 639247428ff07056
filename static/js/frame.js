import { createChoice } from "./choices.js";
import { write } from "./experiment.js";
import { createMore } from "./more.js";
import { setView } from "./view.js";

const PANEL_IN = { runs: "controls", loss: "loss", table: "table" }; // by the phone's tab that it is behind

/** The page around the pictures: which of them are shown, the phone's panels, the explanations' column. */
export function createFrame({ store, button, openPicker, follow }) {
  const { body } = document;
  const choose = (name) => createChoice(name, (value) => setView(store, { [name]: value }));
  const [view, scale, loss, errors] = ["view", "scale", "loss", "errors"].map(choose);
  const tab = createChoice("tab", pressTab);

  /** Without WebGL the map stands in for whatever has the 3-D view in it. */
  const drawable = (name) => (body.dataset.webgl === "none" && name !== "fit" ? "contour" : name);

  function showTab(name) {
    body.dataset.tab = name;
    tab(name);
  }

  /** A tab whose panel the link hides gives way to the first that has one. */
  function leaveHidden(hide) {
    if (!hide.has(PANEL_IN[body.dataset.tab])) return;
    showTab(["runs", "loss", "table", "about"].find((name) => !hide.has(PANEL_IN[name])));
  }

  /** On a phone an explanation is in the link for as long as its panel is open. */
  function pressTab(name) {
    showTab(name);
    setView(store, { explain: name === "about" ? last : null });
  }

  const about = document.getElementById("about");
  const explained = () => getComputedStyle(about).display !== "none";
  let linked = null; // which explanation the link names
  let last = "slope"; // which one it named last; a learner's first
  const section = createChoice("explain", (value) => setView(store, { explain: value }));

  /** Open at what the link named last, at first at the slope; closed leaves nothing in the link. */
  function explain() {
    const open = !explained();
    body.dataset.about = open ? "open" : "closed";
    setView(store, { explain: open ? last : null });
    button("explain").setAttribute("aria-expanded", String(explained()));
  }

  button("explain").addEventListener("click", explain);
  button("follow").addEventListener("click", () => {
    const on = button("follow").getAttribute("aria-pressed") !== "true";
    button("follow").setAttribute("aria-pressed", String(on));
    follow(on);
  });
  const picker = document.querySelector('[data-open="picker"]');
  const present = button("present");
  const words = document.querySelector("[data-out=words]");
  createMore({ button: button("more"), menu: document.getElementById("bar-actions"), stays: ["undo", "redo", "theme"] });
  button("undo").addEventListener("click", store.undo);
  button("redo").addEventListener("click", store.redo);
  picker.addEventListener("click", openPicker);
  showTab(body.dataset.tab);
  button("explain").setAttribute("aria-expanded", String(explained()));

  return {
    showTab,
    render(now) {
      button("undo").disabled = !store.canUndo();
      button("redo").disabled = !store.canRedo();
      body.dataset.view = drawable(now.view);
      body.dataset.hide = [...now.hide].join(" ");
      picker.disabled = now.hide.has("surface");
      if (words) words.hidden = !now.words;
      if (present) present.search = write(store.get());
      leaveHidden(now.hide);
      if (now.explain) Object.assign(body.dataset, { about: "open", explain: now.explain });
      if (now.explain && now.explain !== linked) showTab("about");
      linked = now.explain;
      last = linked ?? last;
      section(body.dataset.explain);
      button("explain").setAttribute("aria-expanded", String(explained()));
      view(drawable(now.view));
      scale(now.scale);
      loss(now.loss);
      errors(now.errors);
    },
  };
}
