import { columnTitle, inputsOf, settingOf, tableOf, withColumns } from "./data.js";
import { element } from "./element.js";
import { change, textOf } from "./experiment.js";
import { changingChoice, choiceField, showIn, textInput } from "./fields.js";
import { createTableFold, dataField, row, toggle } from "./tablefields.js";

/**
 * What a network is made of: the data that it learns, its layers, how its weights begin, the plane it is seen on.
 *
 * `own` leads to data of one's own. Returns `{element, sync({pairs, experiment})}`.
 */
export function createNetwork({ catalog, store, surface, binding, own }) {
  const parameter = (name) => surface.parameters.find((one) => one.name === name);
  const story = element("p", { class: "story" }, surface.story);
  const size = element("p", { class: "help", role: "status" });
  const data = createTableFold(store);
  const parts = { catalog, store, surface, binding, parameter };

  function sync({ pairs, experiment }) {
    const fit = experiment?.surface === surface.id ? experiment.fit : null;
    data.render({ table: tableOf(catalog, surface, pairs, experiment), fit }, pairs, experiment);
    story.textContent = fit ? fit.story : surface.story;
    if (experiment?.network) size.textContent = `${experiment.network.size.toLocaleString("en")} weights in all.`;
  }

  const fold = (name, title, ...inside) =>
    element("details", { "data-fold": name }, element("summary", {}, title), element("div", { class: "field-stack" }, inside));
  const holder = element("div", { class: "fit-fields net-fields" },
    dataField({ ...parts, own }), layersField(parts), word(parts, "activation", "activation"), word(parts, "init", "begins"),
    skipField(parts), size, word(parts, "plane", "plane"), weightsField(parts),
    fold("columns", "Inputs and answer", inputField(parts), targetField(parts), toggle({ store, binding, parameter: parameter("standardize"), title: "Standardize", change: withColumns })),
    data.element);
  return { element: element("section", { class: "block", "aria-label": "Surface" }, story, holder), sync };
}

/** A box for each column that may go in; the last one that does can't be taken out. */
function inputField({ catalog, store, surface, binding }) {
  const boxes = element("div", { class: "net-inputs", role: "group", "aria-label": "Inputs" });
  let table = null;
  let shown = null;

  function write() {
    const names = [...boxes.querySelectorAll(":checked")].map((box) => box.value);
    const text = names.join(",");
    if (names.length) store.set(withColumns(store.get(), { "s.x": text === table.x.join(",") ? null : text }), { restart: true });
  }

  function sync({ pairs, experiment }) {
    table = tableOf(catalog, surface, pairs, experiment);
    const key = JSON.stringify(table.columns.map(({ name }) => name));
    if (key !== shown) boxes.replaceChildren(...table.columns.map(box));
    shown = key;
    const names = inputsOf(pairs, table);
    const target = textOf(pairs, "s.y") ?? table.y;
    for (const input of boxes.querySelectorAll("input")) {
      input.checked = names.includes(input.value);
      const kinds = table.columns.find(({ name }) => name === input.value)?.kinds ?? 0;
      input.disabled = (input.checked && names.length === 1) || (!input.checked && (input.value === target || kinds > 2));
    }
  }

  const box = (column) => element("label", {}, element("input", { type: "checkbox", name: `s.x:${column.name}`, value: column.name, onchange: write }), columnTitle(column));
  const holder = element("div", { class: "fit-row", "data-field": "s.x" }, element("span", { class: "fit-label" }, "inputs"), boxes);
  return binding.keep({ element: holder, sync }, (pairs, experiment) => ({ pairs, experiment }));
}

function targetField({ catalog, store, surface, binding }) {
  let table = null;
  const write = (id) => store.set(withColumns(store.get(), { "s.y": id === table.y ? null : id }), { restart: true });
  const choice = changingChoice({ name: "s.y", id: "field-s.y", write });
  const holder = row("s.y", "answer", choice.element);
  binding.keep({ element: holder, sync: choice.sync }, (pairs, experiment) => {
    table = tableOf(catalog, surface, pairs, experiment);
    const entries = table.columns.map((column) => ({ id: column.name, name: columnTitle(column) }));
    return { entries, value: textOf(pairs, "s.y") ?? table.y };
  });
  return holder;
}

/** Whether layers have shortcuts; what that is stands where it is pointed at. */
function skipField({ store, binding, parameter }) {
  const field = toggle({ store, binding, parameter: parameter("skip"), title: "Shortcuts" });
  field.title = parameter("skip").help;
  field.classList.add("net-skip");
  return field;
}

function layersField({ surface, binding, parameter }) {
  const write = binding.set("s.layers");
  const input = textInput({ name: "s.layers", id: "field-s.layers", inputmode: "text", title: parameter("layers").help, write });
  input.addEventListener("blur", () => input.value.trim() === "" && write(null));
  return binding.keep({ element: row("s.layers", "layers", input), sync: (text) => showIn(input, text) }, (pairs) => settingOf(surface, pairs, "layers"));
}

/** One of a few words. */
function word({ store, surface, binding, parameter }, name, label) {
  const { choices, default: usual, help } = parameter(name);
  const also = name === "plane" ? { "s.weights": null } : {};
  const write = (id) => store.set(change(store.get(), { [`s.${name}`]: id === usual ? null : id, ...also }), { restart: name !== "plane" });
  const choice = choiceField({ name: `s.${name}`, label, entries: choices, title: help, write });
  choice.element.className = "fit-row";
  return binding.keep(choice, (pairs) => settingOf(surface, pairs, name));
}

/** The two weights of a plane through two weights, chosen among their names. */
function weightsField({ store, binding }) {
  const names = element("datalist", { id: "weight-names" });
  const inputs = ["first", "second"].map((which) =>
    textInput({ name: `s.weights:${which}`, inputmode: "text", list: names.id, "aria-label": `${which} weight`, write }));
  let offered = null;

  function write() {
    const texts = inputs.map((input) => input.value.trim());
    if (texts.every(Boolean)) store.set(change(store.get(), { "s.weights": texts.join(",") }), { gesture: "s.weights" });
  }

  function sync({ text, network, on }) {
    holder.hidden = !on;
    if (on && network && offered !== network.size) names.replaceChildren(...network.weights.map((value) => element("option", { value })));
    if (on && network) offered = network.size;
    partsOf(text).forEach((part, k) => inputs[k] && showIn(inputs[k], part));
  }

  const holder = element("div", { class: "fit-row", "data-field": "s.weights" },
    element("span", { class: "fit-label" }, "through"), element("div", { class: "net-weights" }, inputs), names);
  return binding.keep({ element: holder, sync }, (pairs, experiment) => ({
    text: textOf(pairs, "s.weights") ?? experiment?.parameters.weights ?? "", network: experiment?.network,
    on: textOf(pairs, "s.plane") === "weights",
  }));
}

/** Names parted by commas, though they have commas of their own, as in "W1[2,1],b1[2]". */
const partsOf = (text) => text.match(/[^,[]+(?:\[[^\]]*\]?)?/g) ?? [];
