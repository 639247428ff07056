import { createBinding } from "./binding.js";
import { element } from "./element.js";
import { textOf } from "./experiment.js";
import { showIn, textInput } from "./fields.js";
import { startField } from "./starts.js";

/**
 * The control column beside the run cards: the surface and its parameters, the start, what all runs share.
 * Built from the catalogue. A block is built anew only when it needs other controls, so that nobody who is
 * typing in one loses it; else only the values change.
 */
export function createControls({ catalog, store, slots }) {
  const blocks = [
    createBlock(slots.surface, ({ surface }) => surface?.id, (binding, { surface }) => surfaceBlock(binding, surface)),
    createBlock(slots.start, ({ variables }) => variables.join(),
      (binding, { variables }) => startBlock(binding, catalog.start, variables)),
    createBlock(slots.experiment, () => "", (binding) => experimentBlock(binding, catalog.experiment)),
  ];

  function createBlock(slot, shapeOf, build) {
    let built = null;
    let binding = null;
    return (now, pairs, experiment) => {
      const shape = shapeOf(now);
      if (shape !== built) slot.replaceChildren(build((binding = createBinding(store)), now));
      built = shape;
      binding.sync(pairs, experiment);
    };
  }

  return {
    render(pairs, experiment) {
      const surface = catalog.surface(textOf(pairs, "surface") ?? experiment?.surface);
      const variables = experiment?.variables ?? surface?.variables ?? [];
      for (const render of blocks) render({ surface, variables }, pairs, experiment);
    },
  };
}

function surfaceBlock(binding, surface) {
  return element("section", { class: "block", "aria-label": "Surface" },
    element("p", { class: "story" }, surface?.story ?? "", surface?.see ? [" ", element("a", { href: surface.see.href }, surface.see.text)] : null),
    surface?.id === "formula" ? formulaField(binding) : null,
    surface?.parameters.map((parameter) => binding.number(`s.${parameter.name}`, parameter)) ?? []);
}

function formulaField(binding) {
  const write = binding.set("formula");
  const input = textInput({ name: "formula", id: "field-formula", lines: 2, inputmode: "text", write });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // a formula has no second line
    input.dispatchEvent(new Event("change"));
  });
  const holder = element("div", { class: "field-wide", "data-field": "formula" },
    element("label", { for: "field-formula" }, "Formula of the loss"), input);
  return binding.keep({ element: holder, sync: (text) => showIn(input, text) }, (pairs) => textOf(pairs, "formula"));
}

function startBlock(binding, { choices, help }, variables) {
  const set = binding.set("start");
  const write = (text, gesture) => set(text, gesture, { restart: gesture === null });
  const field = startField({ name: "start", title: "Start", variables, choices, help, write });
  return element("section", { class: "block", "aria-label": "Start" },
    binding.keep(field, (pairs, experiment) => ({ text: textOf(pairs, "start"), point: experiment?.start })),
    element("p", { class: "quiet" }, "Or drag the ring on the picture, or click where it should be."));
}

function experimentBlock(binding, parameters) {
  const number = (name, how) => binding.number(name, parameters.find((parameter) => parameter.name === name), how);
  return element("section", { class: "block", "aria-label": "All runs" },
    number("steps"),
    element("details", { "data-fold": "experiment" },
      element("summary", {}, "Noise, seed and window"),
      element("div", { class: "field-stack" },
        number("noise", { help: true }), number("seed", { help: true }), windowField(binding))));
}

function windowField(binding) {
  const write = binding.set("window");
  const input = textInput({ name: "window", id: "field-window", inputmode: "text", write });
  input.addEventListener("blur", () => input.value.trim() === "" && write(null));
  const holder = element("div", { class: "field plain", "data-field": "window" },
    element("label", { for: "field-window" }, "window"), input,
    element("p", { class: "help" }, "What is drawn: the lowest and the highest of each variable, parted by commas."));
  return binding.keep({ element: holder, sync: (text) => showIn(input, text) },
    (pairs, experiment) => textOf(pairs, "window") ?? experiment?.window?.flat().join(", "));
}
