import { element } from "./element.js";
import { textOf } from "./experiment.js";
import { choiceField, showIn, textInput, toggleField } from "./fields.js";

/** The control of anything that may be set of a surface: a number, a box to tick, one of a few words, a text. */
export function settingField(binding, parameter) {
  const key = `s.${parameter.name}`;
  const write = binding.set(key);
  const [text, value] = [(pairs) => textOf(pairs, key), (pairs) => textOf(pairs, key) ?? parameter.default];
  if (parameter.choices) return binding.keep(wordField(key, parameter, write), value);
  if (parameter.text) return binding.keep(plainText(key, parameter, write), value);
  if (isSwitch(parameter)) return binding.keep(toggleField({ name: key, parameter, title: parameter.name, write }), text);
  return binding.number(key, parameter);
}

function wordField(name, { name: label, choices, default: usual, help }, write) {
  return choiceField({ name, label, title: help, entries: choices, write: (id) => write(id === usual ? null : id) });
}

function plainText(name, { name: label, help }, write) {
  const id = `field-${name}`;
  const input = textInput({ name, id, inputmode: "text", title: help, write });
  input.addEventListener("blur", () => input.value.trim() === "" && write(null));
  const holder = element("div", { class: "field plain", "data-field": name }, element("label", { for: id }, label), input);
  return { element: holder, sync: (text) => showIn(input, text) };
}

const isSwitch = ({ whole, range: [low, high] }) => whole && low === 0 && high === 1;
