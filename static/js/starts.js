import { element } from "./element.js";
import { shortest } from "./experiment.js";
import { showIn, textInput } from "./fields.js";

/**
 * Where runs start: one number field for each variable and the choices in words, all under one `name`.
 *
 * `write(text, gesture)` gets the text of the grammar, like "-1.5,2" or "random", null for "as the others".
 * Returns `{element, sync({text, point})}`: the text of the query, and the point that the server made of it.
 */
export function startField({ name, title, variables, choices, help, write, own = false }) {
  const inputs = variables.map((variable) => textInput({ name: `${name}:${variable}`, write: sendAll }));
  function sendAll() {
    const texts = inputs.map((input) => input.value.trim());
    if (texts.every((text) => text !== "")) write(texts.join(","), name);
  }
  const word = (text, value) => {
    const onclick = () => write(value || null, null);
    return element("button", { type: "button", class: "word-button", value, onclick }, text);
  };
  const words = choices.map((choice) => word(choice, choice));
  const holder = element(
    "fieldset",
    { name, "data-field": name, class: "field-stack", title: help },
    element("legend", { class: own ? "quiet" : null }, title),
    element("div", { class: "coordinates" }, variables.map((variable, i) => element("label", {}, variable, inputs[i]))),
    element("div", { class: "choices" }, words, own ? word("as the others", "") : null),
  );
  function sync({ text, point }) {
    const typed = choices.includes(text) ? null : text?.split(",");
    const made = point?.map((number) => shortest(number, 6));
    const parts = typed?.length === inputs.length ? typed : made;
    if (parts) inputs.forEach((input, i) => showIn(input, parts[i]));
  }
  return { element: holder, sync };
}
