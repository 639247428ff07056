import { element } from "./element.js";
import { textOf } from "./experiment.js";

/** What a link says of itself, folded away: its title and description. `words` are how many characters each may have. */
export function createWords({ words, changed }) {
  const field = (tag, name, more) =>
    element(tag, { name: `share-${name}`, id: `share-words-${name}`, maxlength: words[name], autocomplete: "off", oninput: changed, ...more });
  const fields = {
    title: field("input", "title", { type: "text", placeholder: "What it is" }),
    description: field("textarea", "description", { rows: 2, placeholder: "What there is to see" }),
  };
  const row = (name, text) => element("div", { class: "share-field" }, element("label", { for: `share-words-${name}` }, text), fields[name]);
  const fold = element("details", { class: "share-fold", "data-fold": "words" }, element("summary", {}, "Title and description"),
    row("title", "Title"), row("description", "Description"),
    element("p", { class: "quiet" }, "A chat shows them beside the picture, and the page in its tab."));

  return {
    element: fold,
    /** What the link says; what was typed here before, and is in no link yet, stays. */
    read(pairs) {
      for (const [name, one] of Object.entries(fields)) one.value = textOf(pairs, name) ?? one.value;
      fold.open = Object.values(fields).some((one) => one.value);
    },
    /** The texts for the link, null for one that is empty; a link has no line breaks in it. */
    texts: () => Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, one.value.replace(/\s+/g, " ").trim() || null])),
  };
}
