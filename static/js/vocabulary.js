import { element } from "./element.js";

/** The words that may be typed, folded away: `groups` are the catalogue's lists of `{written, meaning}`. */
export function vocabularyFold({ name, title, groups, open = false }) {
  const row = ({ written, meaning }) => element("div", {}, element("dt", {}, element("code", {}, written)), element("dd", {}, meaning));
  return element("details", { class: "words", "data-fold": name, open },
    element("summary", {}, title), ...groups.map((words) => element("dl", {}, words.map(row))));
}

/** A list of things to begin from; the choice goes to `choose(entry)`, and the list shows its title again. */
export function beginnings({ title, label, action, entries, choose }) {
  const options = entries.map(({ name }, i) => element("option", { value: i }, name));
  const select = element("select", { class: "beginnings", "aria-label": label, "data-action": action },
    element("option", { value: "" }, title), options);
  select.addEventListener("change", () => {
    const chosen = entries[select.value];
    select.value = "";
    if (chosen) choose(chosen);
  });
  return select;
}
