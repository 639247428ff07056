import { element } from "../element.js";
import { fromRoot } from "../root.js";

/** What stands in the place of the pictures while there is nothing to be looked at in the hand, or never again. */
export function createFront({ holder, query }) {
  let shown = null;

  function show(key, ...inside) {
    if (key === shown) return;
    shown = key;
    document.body.dataset.front = key ?? "";
    holder.hidden = key === null;
    holder.replaceChildren(...inside);
  }

  const link = (href, text, kind = "button") => element("a", { class: kind, href }, text);

  return {
    look: () => show("look", element("h2", {}, "Look to the front")),
    nothing: () => show(null),
    /** The room can't be followed any more: the server's words where it has some, and where to go from here. */
    over(problem) {
      show("over",
        element("h2", {}, problem?.title ?? "The room has closed"),
        element("p", {}, problem?.message ?? "Thank you for taking part. What was shown last is yours to play with."),
        element("p", { class: "room-onward" },
          link(fromRoot(`?${query()}`), "Go on with it", "button primary"), link(fromRoot("room"), "Another room")));
    },
    /** It can't be followed for now. */
    waits: (problem) => show(`waits ${problem.message}`, element("h2", {}, problem.title), element("p", {}, problem.message), element("p", { class: "quiet" }, "This page tries again by itself.")),
  };
}
