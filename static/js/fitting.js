import { createBlock } from "./block.js";
import { columnTitle, inputsOf, settingOf, tableOf, withColumns, withLoss } from "./data.js";
import { element } from "./element.js";
import { change, textOf } from "./experiment.js";
import { changingChoice, choiceField, showIn, textInput } from "./fields.js";
import { capital, createTableFold, dataField, row, toggle } from "./tablefields.js";

const NONE = { id: "", name: "no second" };

/**
 * What a fitted surface is made of: data, columns, model and loss in sight, the rest folded.
 *
 * `own` opens one's own data (`open()`) and puts down points (`points()`). Returns `{element, sync({pairs, experiment})}`.
 */
export function createFitting({ catalog, store, surface, binding, own }) {
  const story = element("p", { class: "story" }, surface.story);
  const parameter = (name) => surface.parameters.find((one) => one.name === name);
  const ofLoss = element("div", { class: "field-stack" });
  const data = createTableFold(store);
  const blocks = [createBlock({ store, slot: ofLoss, shapeOf: ({ loss }) => loss?.id, build: lossBlock }), data.render];

  function now(pairs, experiment) {
    return {
      table: tableOf(catalog, surface, pairs, experiment),
      loss: catalog.loss(settingOf(surface, pairs, "loss")),
      fit: experiment?.surface === surface.id ? experiment.fit : null,
    };
  }

  function sync({ pairs, experiment }) {
    const found = now(pairs, experiment);
    for (const render of blocks) render(found, pairs, experiment);
    story.textContent = found.fit ? found.fit.story : surface.story;
    story.hidden = story.textContent === "";
  }

  const holder = element("div", { class: "fit-fields" },
    dataField({ catalog, store, surface, binding, own }),
    columnFields({ catalog, store, surface, binding }),
    modelField({ catalog, store, surface, parameter: parameter("model"), binding }),
    lossField({ catalog, store, surface, binding }), ofLoss, data.element,
    element("details", { "data-fold": "penalties" }, element("summary", {}, "Scaling and penalties"),
      element("div", { class: "field-stack" },
        toggle({ store, binding, parameter: parameter("standardize"), title: "Standardize", change: withColumns }),
        ["l1", "l2"].map((name) => penalty(binding, parameter(name))))));
  return { element: element("section", { class: "block", "aria-label": "Surface" }, story, holder), sync };
}

function lossBlock(binding, { loss }) {
  const fields = (loss?.parameters ?? []).map((one) => binding.number(`s.${one.name}`, one));
  return [element("p", { class: "help" }, loss ? `${capital(loss.help)}.` : ""), ...fields];
}

/** A penalty is off unless a number is there: of a range that wide no slider could steer the little that matters. */
function penalty(binding, parameter) {
  return binding.number(`s.${parameter.name}`, parameter, { help: true, optional: parameter.default === 0 ? "off" : "" });
}

function columnFields({ catalog, store, surface, binding }) {
  const write = (texts) => store.set(withColumns(store.get(), texts), { restart: true });
  const first = changingChoice({ name: "s.x", id: "field-s.x", write: writeInputs });
  const second = changingChoice({ name: "s.x:2", id: "field-s.x:2", write: writeInputs });
  const target = changingChoice({ name: "s.y", id: "field-s.y", write: (id) => write({ "s.y": id === table.y ? null : id }) });
  let table = null;

  function writeInputs() {
    const text = [first.element.value, second.element.value].filter(Boolean).join(",");
    write({ "s.x": text === table.x.join(",") ? null : text });
  }

  const label = element("label", { for: "field-s.x" }, "x");
  const more = [element("label", { for: "field-s.x:2" }, "x2"), second.element];
  const inputs = element("div", { class: "fit-row", "data-field": "s.x" }, label, first.element, more);
  const outputs = row("s.y", "y", target.element);

  function sync({ pairs, experiment }) {
    table = tableOf(catalog, surface, pairs, experiment);
    const entries = table.columns.map((column) => ({ id: column.name, name: columnTitle(column) }));
    const [one, two] = inputsOf(pairs, table);
    first.sync({ entries, value: one });
    second.sync({ entries: [NONE, ...entries], value: two ?? "" });
    target.sync({ entries, value: textOf(pairs, "s.y") ?? table.y });
    label.textContent = two ? "x1" : "x";
    for (const part of more) part.hidden = !two && entries.length < 3;
  }
  binding.keep({ element: inputs, sync }, (pairs, experiment) => ({ pairs, experiment }));
  return [inputs, outputs];
}

function modelField({ catalog, store, surface, parameter, binding }) {
  const write = binding.set("s.model");
  const input = textInput({ name: "s.model", id: "field-s.model", inputmode: "text", title: capital(parameter.help), write });
  input.addEventListener("blur", () => input.value.trim() === "" && write(null));
  const begin = (text) => text && store.set(change(store.get(), { "s.model": text === parameter.default ? null : text }), { restart: true });
  const models = changingChoice({ class: "fit-models", "aria-label": "Models to begin from", "data-action": "models", write: begin });
  const holder = row("s.model", "model", input);
  binding.keep({ element: holder, sync: (text) => showIn(input, text) }, (pairs) => settingOf(surface, pairs, "model"));
  const list = (pairs, experiment) => {
    const inputs = inputsOf(pairs, tableOf(catalog, surface, pairs, experiment)).length;
    const suit = parameter.examples.filter((one) => one.inputs === inputs);
    const entries = suit.map((one) => ({ id: one.text, name: `${capital(one.name)}: ${one.text}` }));
    return { entries: [{ id: "", name: "Models to begin from …" }, ...entries], value: "" };
  };
  return [holder, binding.keep(models, list)];
}

function lossField({ catalog, store, surface, binding }) {
  const write = (id) => store.set(withLoss(store.get(), catalog, surface, id), { restart: true });
  const choice = choiceField({ name: "s.loss", label: "loss", entries: catalog.losses, write });
  choice.element.className = "fit-row";
  return binding.keep(choice, (pairs) => settingOf(surface, pairs, "loss"));
}
