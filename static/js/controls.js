import { createBlock } from "./block.js";
import { element } from "./element.js";
import { change, textOf } from "./experiment.js";
import { numberField, showIn, textInput, toggleField } from "./fields.js";
import { createFitting } from "./fitting.js";
import { createFormula, editFormula } from "./formula.js";
import { createNetwork } from "./network.js";
import { settingField } from "./setting.js";
import { startField } from "./starts.js";

/**
 * The control column beside the run cards: the surface and its parameters, the start, what all runs share.
 * Built from the catalogue. `own` leads to data of one's own.
 */
export function createControls({ catalog, store, slots, own }) {
  const block = (name, shapeOf, build) => createBlock({ store, slot: slots[name], shapeOf, build });
  const blocks = [
    block("surface", ({ surface }) => surface?.id, (binding, { surface }) =>
      surfaceOf({ catalog, store, surface, binding, own })),
    block("start", ({ surface, variables }) => `${variables} ${Boolean(surface?.network)}`, (binding, { surface, variables }) =>
      surface?.network ? seedBlock(binding, catalog.experiment) : startBlock(binding, catalog.start, variables)),
    block("experiment", ({ surface }) => `${Boolean(surface?.fitted)} ${Boolean(surface?.network)}`,
      (binding, { surface }) => experimentBlock(binding, catalog.experiment, store, surface)),
  ];

  return {
    render(pairs, experiment) {
      const surface = catalog.surface(textOf(pairs, "surface") ?? experiment?.surface);
      const variables = experiment?.variables ?? surface?.variables ?? [];
      for (const render of blocks) render({ surface, variables }, pairs, experiment);
    },
  };
}

function surfaceOf(parts) {
  if (parts.surface?.fitted) return onDataBlock(parts);
  return parts.surface?.id === "formula" ? createFormula(parts) : surfaceBlock(parts);
}

/** A model in words over a table's columns, or a network that learns them. */
function onDataBlock(parts) {
  const create = parts.surface.network ? createNetwork : createFitting;
  return parts.binding.keep(create(parts), (pairs, experiment) => ({ pairs, experiment }));
}

function surfaceBlock({ store, surface, binding }) {
  return element("section", { class: "block", "aria-label": "Surface" },
    element("p", { class: "story" }, surface?.story ?? "", surface?.see ? [" ", element("a", { href: surface.see.href }, surface.see.text)] : null),
    surface?.parameters.map((parameter) => settingField(binding, parameter)) ?? [],
    editFormula({ store, surface, binding }));
}

function startBlock(binding, { choices, help }, variables) {
  const set = binding.set("start");
  const write = (text, gesture) => set(text, gesture, { restart: gesture === null });
  const field = startField({ name: "start", title: "Start", variables, choices, help, write });
  return element("section", { class: "block", "aria-label": "Start" },
    binding.keep(field, (pairs, experiment) => ({ text: textOf(pairs, "start"), point: experiment?.start })),
    element("p", { class: "quiet" }, "Or drag the ring on the picture, or click where it should be."));
}

/** A network starts at no point of the picture: the seed says which weights it begins with. */
function seedBlock(binding, parameters) {
  const seed = parameters.find(({ name }) => name === "seed");
  return element("section", { class: "block", "aria-label": "Start" }, binding.number("seed", seed),
    element("p", { class: "quiet" }, "It draws the weights to begin with. Press the map to see the network at that point."));
}

function experimentBlock(binding, parameters, store, surface) {
  const named = (name) => parameters.find((parameter) => parameter.name === name);
  const number = (name, how) => binding.number(name, named(name), how);
  return element("section", { class: "block", "aria-label": "All runs" },
    number("steps"),
    element("details", { "data-fold": "experiment" },
      element("summary", {}, `${surface?.fitted ? "Batch, noise" : "Noise"}${surface?.network ? "" : ", seed"} and window`),
      element("div", { class: "field-stack" },
        surface?.fitted ? batchFields(binding, named, store) : null,
        number("noise", { help: true }), surface?.network ? null : number("seed", { help: true }), windowField(binding))));
}

/** How many rows each step sees, how many batches that makes an epoch, and how they are drawn. */
function batchFields(binding, named, store) {
  const texts = (batch) => (batch === null ? { batch, replace: null } : { batch });
  const write = (text, gesture = null) => store.set(change(store.get(), texts(text)), { gesture });
  const size = numberField({ name: "batch", parameter: named("batch"), write, help: true, optional: "all rows" });
  const epoch = element("p", { class: "epoch", role: "status" });
  const said = (count) => {
    epoch.hidden = !count;
    epoch.textContent = count === 1 ? "An epoch is one batch." : `An epoch is ${count} batches.`;
  };
  const drawn = toggleField({ name: "replace", parameter: named("replace"), title: "With replacement", write: binding.set("replace") });
  const sync = ({ batch, replace }) => {
    drawn.element.hidden = batch === undefined && replace === undefined;
    drawn.sync(replace);
  };
  return [
    binding.keep(size, (pairs) => textOf(pairs, "batch")),
    binding.keep({ element: epoch, sync: said }, (pairs, experiment) => textOf(pairs, "batch") && experiment?.fit?.epoch),
    binding.keep({ element: drawn.element, sync }, (pairs) => ({ batch: textOf(pairs, "batch"), replace: textOf(pairs, "replace") })),
  ];
}

function windowField(binding) {
  const set = binding.set("window");
  const write = (text, gesture) => set(text && text.replace(/\s+/g, ""), gesture);
  const input = textInput({ name: "window", id: "field-window", inputmode: "text", write });
  input.addEventListener("blur", () => input.value.trim() === "" && write(null));
  const holder = element("div", { class: "field plain", "data-field": "window" },
    element("label", { for: "field-window" }, "window"), input,
    element("p", { class: "help" }, "What is drawn: the lowest and the highest of each variable, parted by commas."));
  return binding.keep({ element: holder, sync: (text) => showIn(input, text) },
    (pairs, experiment) => textOf(pairs, "window") ?? experiment?.window?.flat().join(", "));
}
