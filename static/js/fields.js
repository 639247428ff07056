import { element } from "./element.js";
import { shortest } from "./experiment.js";
import { numberAt, nudged, positionOf } from "./slider.js";

const TYPING_PAUSE_MS = 300;
const POSITIONS = 1000;
const STEERABLE = 1e4; // a range wider than this is typed, not dragged
const STEERABLE_RATIO = 1e12;

/**
 * A number of the catalogue: a text field, with a slider where one can steer it. The text goes out as typed.
 *
 * `write(text, gesture)` gets the new text, null for "back to the default"; an `optional` number is off while
 * nothing is there. Returns `{element, sync(text)}`, where text is what the query says.
 */
export function numberField({ name, parameter, write, help = false, optional = "", title = parameter.name }) {
  const id = `field-${name}`;
  const about = `${sentence(parameter.help)} ${range(parameter)}`;
  const input = textInput({ name, id, title: about, placeholder: optional || undefined, signed: !(parameter.range[0] >= 0), write });
  const slider = optional || !steerable(parameter) ? null : sliderInput({ name, title, parameter, write, input });
  const label = element("label", { for: id, title: about }, title);
  const helpLine = help ? element("p", { class: "help", id: `${id}-help` }, about) : null;
  if (help) input.setAttribute("aria-describedby", `${id}-help`);
  input.addEventListener("keydown", (event) => onArrow(event, parameter, input, write, name));
  input.addEventListener("blur", () => input.value.trim() === "" && write(null, name));

  function sync(text) {
    const shown = text ?? (optional || parameter.default === null ? "" : shortest(parameter.default, 6));
    if (document.activeElement !== input) input.value = shown;
    slider?.show(Number(shown), shown);
  }
  sync(undefined);
  const layout = slider ? "field" : "field plain";
  return { element: element("div", { class: layout, "data-field": name }, label, slider, input, helpLine), sync };
}

/**
 * A text field whose text goes out once typing pauses, and at once on Enter or leaving; none at all does not, unless
 * it is `needed`. Without lines or an `inputmode` of its own it is for a number, which may be `signed`.
 */
export function textInput({ name, write, lines = 0, needed = false, signed = true, ...more }) {
  // The keyboard that an iPhone shows for "decimal" has no minus.
  const kind = lines ? { rows: lines } : { type: "text", inputmode: signed ? "text" : "decimal" };
  const read = lines || more.inputmode ? (text) => text.trim() : plainNumber;
  const quiet = { autocomplete: "off", autocapitalize: "off", spellcheck: "false" };
  const input = element(lines ? "textarea" : "input", { ...kind, ...quiet, name, ...more });
  let timer = null;
  const send = () => {
    clearTimeout(timer);
    if (input.value.trim() !== "" || needed) write(read(input.value), name);
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(send, TYPING_PAUSE_MS);
  });
  input.addEventListener("change", send);
  input.addEventListener("keydown", (event) => event.key === "Enter" && !needed && input.value.trim() === "" && input.blur());
  return input;
}

/** A number as it is typed in many countries, and by some phones: with a decimal comma, or a typographer's minus. */
function plainNumber(text) {
  const told = text.trim().replace("−", "-");
  return /^[-+]?\d*,\d+$/.test(told) ? told.replace(",", ".") : told;
}

/** Show a text in a field, unless someone is typing there. */
export function showIn(input, text) {
  if (document.activeElement !== input) input.value = text ?? "";
}

/** A choice among entries `{id, name, disabled}`; `write(id)` when it changes. */
export function choiceField({ name, label, entries, write, title = undefined, hideLabel = false }) {
  const id = `field-${name}`;
  const options = entries.map((entry) => element("option", { value: entry.id, disabled: entry.disabled }, entry.name));
  const select = element("select", { name, id, title, onchange: () => write(select.value) }, options);
  const caption = element("label", { for: id, class: hideLabel ? "visually-hidden" : null }, label);
  const holder = element("div", { class: "field plain", "data-field": name }, caption, select);
  return { element: holder, select, caption, sync: (value) => (select.value = value) };
}

/** A number of the catalogue that is 0 or 1, as a box to tick; `write(null)` where that is its default. */
export function toggleField({ name, parameter, title = parameter.name, write, id = `field-${name}` }) {
  const usual = String(parameter.default);
  const tell = () => write(String(Number(box.checked)) === usual ? null : String(Number(box.checked)));
  const box = element("input", { type: "checkbox", name, id, "aria-describedby": `${id}-help`, onchange: tell });
  const about = element("p", { class: "help", id: `${id}-help` }, sentence(parameter.help));
  const holder = element("div", { class: "toggle", "data-field": name }, element("label", { for: id }, box, title), about);
  return { element: holder, box, sync: (text) => (box.checked = Number(text ?? usual) === 1) };
}

/** A choice whose entries `{id, name}` may become others while it stands there. */
export function changingChoice({ write, ...attributes }) {
  const select = element("select", { ...attributes, onchange: () => write(select.value) });
  let shown = null;
  function sync({ entries, value }) {
    const next = JSON.stringify(entries.map(({ id, name }) => [id, name]));
    if (next !== shown) select.replaceChildren(...entries.map((entry) => element("option", { value: entry.id }, entry.name)));
    shown = next;
    select.value = value;
  }
  return { element: select, sync };
}

function sliderInput({ name, title, parameter, write, input }) {
  const slider = element("input", {
    type: "range", min: 0, max: POSITIONS, step: 1, "data-for": name, title: parameter.help,
    "aria-label": `${title}: ${parameter.help}`,
  });
  slider.addEventListener("input", () => {
    const text = shortest(numberAt(slider.value / POSITIONS, parameter), 3);
    input.value = text;
    slider.told = text;
    paint(slider, text);
    write(text, name);
  });
  /** What the slider itself has just told leaves it where the hand has it. */
  slider.show = (number, text) => {
    if (text !== slider.told && !Number.isNaN(number)) slider.value = Math.round(positionOf(number, parameter) * POSITIONS);
    slider.told = text;
    paint(slider, text);
  };
  return slider;
}

function paint(slider, text) {
  slider.style.setProperty("--filled", `${slider.value / (POSITIONS / 100)}%`);
  slider.setAttribute("aria-valuetext", text);
}

function onArrow(event, parameter, input, write, name) {
  const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  const number = Number(input.value || parameter.default);
  if (!direction || !Number.isFinite(number)) return;
  event.preventDefault();
  input.value = shortest(nudged(number, direction, parameter), 3);
  write(input.value, name);
}

const steerable = ({ range: [low, high], scale }) =>
  scale === "log" && low > 0 ? high / low <= STEERABLE_RATIO : high - low <= STEERABLE;

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (text.endsWith(".") ? "" : ".");

function range({ range: [low, high], whole, unit, open }) {
  if (open) return ""; // its slider goes so far; what is typed may go farther
  return `${whole ? "A whole number from" : "From"} ${shortest(low, 6)} to ${shortest(high, 6)}${unit ? ` ${unit}` : ""}.`;
}
