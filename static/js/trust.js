import { ask } from "./ask.js";
import { element } from "./element.js";

/**
 * One line on how far the gradient can be trusted, which unfolds into what was compared with what. The server is asked
 * once the line would be in sight; where it has no answer, there is no line.
 */
export function createTrust() {
  const summary = element("summary");
  const words = element("div", { class: "trust-words" });
  const fold = element("details", { hidden: true }, summary, words);
  const holder = element("div", { class: "trust" }, fold);
  let wanted = null;
  let asked = null;
  let inSight = false;

  new IntersectionObserver((entries) => {
    inSight = entries.at(-1).isIntersecting;
    check();
  }).observe(holder);

  async function check() {
    if (!inSight || wanted === null || wanted === asked) return;
    const mine = (asked = wanted);
    const told = await ask("trust", mine).catch(() => null);
    if (mine !== wanted) return;
    fold.hidden = told === null;
    if (!told) return;
    summary.textContent = told.badge;
    words.replaceChildren(...told.explained.map((text) => element("p", {}, text)));
  }

  return {
    element: holder,
    /** The surface's own part of the query; null where there is nothing to be checked. */
    show(query) {
      wanted = query;
      if (query === null) fold.hidden = true;
      check();
    },
  };
}
