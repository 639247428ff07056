import { columnTitle } from "./data.js";
import { element } from "./element.js";
import { changingChoice, toggleField } from "./fields.js";

const FEW = 5;

/** The first rows of one's own table, and which of its columns a model goes between. `get()` is the choice. */
export function createOwnChoice(catalog) {
  const setting = (name) => catalog.surface("fit").parameters.find((one) => one.name === name);
  const rows = element("div", { class: "own-rows", tabindex: 0, role: "group", "aria-label": "The first rows" });
  const select = (id, write = () => {}) => changingChoice({ id: `own-${id}`, name: `own:${id}`, write });
  const [first, second] = [select("x", offerModels), select("x2", offerModels)];
  const [target, model] = [select("y"), select("model")];
  const parameter = setting("standardize");
  const scaled = toggleField({ name: "own:standardize", id: "own-standardize", parameter, title: "Standardize", write: () => {} });
  const label = (field, text) => element("label", { for: field.element.id }, text);
  const field = (key, ...parts) => element("div", { class: "own-field", "data-field": key }, parts);
  const firstLabel = label(first, "x, what goes in");
  const secondPart = [label(second, "x2, if two go in"), second.element];
  const ofModel = field("s.model", element("div", {}, label(model, "model"), model.element));
  const holder = element("div", { class: "own-choice", hidden: true }, rows,
    element("div", { class: "own-fields" },
      field("s.x", element("div", {}, firstLabel, first.element), element("div", {}, secondPart)),
      field("s.y", element("div", {}, label(target, "y, what is to be found"), target.element)),
      ofModel),
    field("s.standardize", scaled.element));

  const inputs = () => [first.element.value, second.element.value].filter(Boolean);

  function offerModels() {
    const suit = setting("model").examples.filter((one) => one.inputs === inputs().length);
    const entries = suit.map((one) => ({ id: one.text, name: `${capital(one.name)}: ${one.text}` }));
    const kept = entries.find(({ id }) => id === model.element.value) ?? entries[0];
    model.sync({ entries, value: kept.id });
    firstLabel.textContent = inputs().length > 1 ? "x1, what goes in" : "x, what goes in";
  }

  /** `model`: whether one is to be chosen; a network brings its own. */
  function show(table, { model: asked = true } = {}) {
    ofModel.hidden = !asked;
    const entries = table.columns.map((column) => ({ id: column.name, name: columnTitle({ ...column, kinds: column.labels.length }) }));
    first.sync({ entries, value: table.x[0] });
    second.sync({ entries: [{ id: "", name: "only one" }, ...entries], value: table.x[1] ?? "" });
    target.sync({ entries, value: table.y });
    secondPart[1].parentElement.hidden = entries.length < 3;
    scaled.box.checked = true;
    rows.replaceChildren(preview(table));
    holder.hidden = false;
    offerModels();
  }

  return {
    element: holder,
    show,
    get: () => ({ x: inputs(), y: target.element.value, model: model.element.value, standardize: scaled.box.checked }),
  };
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function preview({ columns, rows, count }) {
  const cell = (value, { labels }) => (value === null ? "" : labels.length ? labels[value] : String(value));
  const shown = rows.slice(0, FEW).map((row) => element("tr", {}, row.map((value, k) => element("td", {}, cell(value, columns[k])))));
  const rest = count > FEW ? element("caption", {}, `The first ${FEW} of ${count.toLocaleString("en")} rows`) : null;
  return element("table", {}, rest,
    element("thead", {}, element("tr", {}, columns.map((column) => element("th", { scope: "col" }, column.title)))),
    element("tbody", {}, shown));
}
