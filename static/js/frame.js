import { createChoice } from "./choices.js";
import { setView } from "./view.js";

/** The page around the pictures: which of them are shown, the phone's panels, the explanations' column. */
export function createFrame({ store, button, openPicker, follow }) {
  const { body } = document;
  const choose = (name) => createChoice(name, (value) => setView(store, { [name]: value }));
  const [view, scale, loss] = ["view", "scale", "loss"].map(choose);
  const tab = createChoice("tab", showTab);

  function showTab(name) {
    body.dataset.tab = name;
    tab(name);
  }

  const about = document.getElementById("about");
  const explained = () => getComputedStyle(about).display !== "none";

  function explain() {
    body.dataset.about = explained() ? "closed" : "open";
    button("explain").setAttribute("aria-expanded", String(explained()));
  }

  button("explain").addEventListener("click", explain);
  button("follow").addEventListener("click", () => {
    const on = button("follow").getAttribute("aria-pressed") !== "true";
    button("follow").setAttribute("aria-pressed", String(on));
    follow(on);
  });
  document.querySelector('[data-open="picker"]').addEventListener("click", openPicker);
  showTab(body.dataset.tab);
  button("explain").setAttribute("aria-expanded", String(explained()));

  return {
    render(now) {
      body.dataset.view = now.view;
      body.dataset.hide = [...now.hide].join(" ");
      view(now.view);
      scale(now.scale);
      loss(now.loss);
    },
  };
}
