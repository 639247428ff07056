import { createBlock } from "./block.js";
import { tableOf, withTable } from "./data.js";
import { element } from "./element.js";
import { change, textOf } from "./experiment.js";
import { changingChoice, showIn, textInput, toggleField } from "./fields.js";

/**
 * What a surface on data has for its table, whatever the model: which one it is, and what may be set of it.
 *
 * `own` opens one's own data (`open()`) and puts down points (`points()`).
 */

/** A field after its label, in one row. */
export const row = (field, text, control) =>
  element("div", { class: "fit-row", "data-field": field }, element("label", { for: control.id }, text), control);

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A number that is 0 or 1, under the surface's key; `change` makes the new pairs of it. */
export function toggle({ store, binding, parameter, title, change: made = change }) {
  const name = `s.${parameter.name}`;
  const write = (text) => store.set(made(store.get(), { [name]: text }), { restart: true });
  return binding.keep(toggleField({ name, parameter, title, write }), (pairs) => textOf(pairs, name));
}

/** Which table, and the ways to one of the reader's own. */
export function dataField({ catalog, store, surface, binding, own }) {
  const drawn = catalog.tables.filter((table) => table.parameters.some((one) => one.text)).map(({ id }) => id);
  const tables = catalog.tables.filter(({ id }) => !drawn.includes(id));
  const write = (id) => store.set(withTable(store.get(), catalog, surface, id), { restart: true });
  const choice = changingChoice({ name: "s.data", id: "field-s.data", write });
  const word = (text, action, onclick) => element("button", { type: "button", class: "word-button", "data-action": action, onclick }, text);
  const holder = row("s.data", "data", choice.element);
  binding.keep({ element: holder, sync: choice.sync }, (pairs, experiment) => {
    const table = tableOf(catalog, surface, pairs, experiment);
    const listed = tables.some(({ id }) => id === table.id);
    return { entries: listed ? tables : [...tables, table], value: table.id };
  });
  return [holder, element("div", { class: "choices fit-own" },
    word("Your own CSV …", "own-data", own.open), word("Draw points", "own-points", own.points))];
}

/** Where the rows come from, and what may be set of a table that is made. Returns `{element, render({table, fit}, pairs, experiment)}`. */
export function createTableFold(store) {
  const about = element("div", { class: "fit-about help" });
  const slot = element("div", { class: "field-stack" });
  const fold = element("details", { "data-fold": "data" }, element("summary", {}, "The data"),
    element("div", { class: "field-stack" }, about, slot));
  const settings = createBlock({ store, slot, shapeOf: ({ table }) => table.id, build });

  function build(binding, { table }) {
    const fields = table.parameters.map((one) => (one.text ? pointsField(binding, one) : binding.number(`s.${one.name}`, one)));
    if (table.id === "points") fold.open = true;
    slot.hidden = fields.length === 0;
    return fields;
  }

  function render(found, pairs, experiment) {
    settings(found, pairs, experiment);
    if (found.fit) about.replaceChildren(...aboutRows(found.fit).map((text) => element("p", {}, text)));
  }

  return { element: fold, render };
}

/** Points as a text: on the page one to a line, in the query parted by semicolons. */
function pointsField(binding, parameter) {
  const key = `s.${parameter.name}`;
  const set = binding.set(key);
  const write = (text, gesture) => set(text.split(/[;\n]/).map((line) => line.trim()).filter(Boolean).join(";"), gesture);
  const input = textInput({ name: key, id: `field-${key}`, lines: 6, inputmode: "text", write });
  const holder = element("div", { class: "field-wide", "data-field": key },
    element("label", { for: `field-${key}` }, "Points, one x,y to a line"), input);
  return binding.keep({ element: holder, sync: (text) => showIn(input, (text ?? "").split(";").join("\n")) }, (pairs) => textOf(pairs, key));
}

function aboutRows({ rows, origin, licence, notes }) {
  return [`${rows.toLocaleString("en")} rows. ${origin}`, licence && `Licence: ${licence}.`, ...notes].filter(Boolean);
}
