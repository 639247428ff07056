import { createAbout } from "./about.js";
import { createCards } from "./cards.js";
import { createControls } from "./controls.js";
import { textOf } from "./experiment.js";
import { createOwnData } from "./owndata.js";
import { createProblems } from "./problems.js";

/** Everything made of words and fields: controls, run cards, explanations, and what is wrong with any of them. */
export function createPanels({ catalog, store, moment, slot, out, focus, visibility, mayDrop }) {
  const slots = Object.fromEntries(["surface", "start", "experiment"].map((name) => [name, slot(name)]));
  const own = createOwnData({ catalog, store, dialog: slot("own"), accepted: () => accepted, mayDrop });
  const controls = createControls({ catalog, store, slots, own });
  const cards = createCards({ catalog, store, moment, slot: slot("runs"), focus, visibility });
  const problems = createProblems({ root: document.querySelector(".controls"), notice: out("notice") });
  const about = createAbout({ catalog, slot: slot("about") });
  let accepted = null;

  function render(asked = []) {
    controls.render(store.get(), accepted);
    cards.render(store.get(), accepted, asked);
    out("surface-name").textContent = nameNow();
  }

  function surface() {
    return textOf(store.get(), "surface") ?? accepted?.surface;
  }

  /** A surface that is fitted to data is called by what was chosen of it. */
  function nameNow() {
    const known = accepted?.fitted && accepted.surface === surface();
    return known ? accepted.name : catalog.surface(surface())?.name ?? "";
  }

  return {
    render,
    surface,
    own,
    accepted: () => accepted,
    /** The server took what the controls say. */
    accept(experiment) {
      accepted = experiment;
      if (!document.body.dataset.mode) document.title = `${textOf(store.get(), "title") ?? experiment.name} · Fall Line`;
      problems.clear();
      render();
    },
    /** The server refused it: the controls keep it, each with the reason beside it. */
    refuse(problem) {
      render(problem.errors.map((error) => error.field));
      problems.show(problem);
    },
    explain: about.render,
    /** The playhead has moved. */
    pass: cards.pass,
    rule: cards.rule,
    say(verdictOf) {
      cards.say(verdictOf);
      about.say(verdictOf);
    },
  };
}
