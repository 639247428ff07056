import { element } from "../element.js";
import { shortest } from "../experiment.js";
import { numberField, textInput } from "../fields.js";

const SHORT = 16; // characters; two such buttons have room beside each other

/** The answer that a run leaves the picture. */
export const OUT = "out";

/**
 * How each kind of question is answered in the hand. A form has its `element`, `value()` (null while there is none),
 * `show(answer)`, and where the map is part of it `press(point)` and `point()`.
 *
 * `changed()` is told when there is another value; `send()` where one press says it all.
 */
export function formOf(activity, { changed, send }) {
  const make = { poll, swarm, where, which, rate }[activity.ask ?? activity.kind];
  return make({ activity, variables: activity.variables, changed, send });
}

/** A press on the map, or the same typed. */
function place({ variables, changed }) {
  let at = null;
  const reason = element("p", { class: "field-problem", id: "at-problem", role: "status" });
  const fields = variables.map((name, k) =>
    textInput({ name: `at-${name}`, "aria-label": name, "aria-describedby": reason.id, needed: true, write: (text) => type(k, text) }));
  const typed = variables.map(() => NaN);
  const reasons = variables.map(() => "");

  function type(k, text) {
    typed[k] = text === "" ? NaN : Number(text);
    say(k, text === "" ? `Give a number for ${variables[k]}.` : Number.isFinite(typed[k]) ? "" : `“${text}” is not a number.`);
    at = typed.every(Number.isFinite) ? [...typed] : null;
    changed();
  }

  function say(k, words) {
    reasons[k] = words;
    fields[k].setAttribute("aria-invalid", String(words !== ""));
    reason.textContent = reasons.filter(Boolean).join(" ");
  }

  function put(point) {
    at = point && [...point];
    fields.forEach((field, k) => {
      typed[k] = at ? at[k] : NaN;
      field.value = at ? shortest(at[k], 4) : "";
      say(k, "");
    });
  }

  return {
    element: element("div", {}, element("div", { class: "room-place" }, variables.map((name, k) => element("label", {}, name, fields[k]))), reason),
    point: () => at,
    put,
    press: (point) => (put(point), changed()),
  };
}

function where({ variables, changed }) {
  const spot = place({ variables, changed: () => (leave(false), changed()) });
  const out = element("button", { type: "button", class: "room-choice room-out", "aria-pressed": "false", onclick: () => (spot.put(null), leave(true), changed()) }, "It leaves the picture");
  let leaves = false;
  const leave = (on) => {
    leaves = on;
    out.setAttribute("aria-pressed", String(on));
  };
  return {
    element: element("div", { class: "room-form" }, hint("Tap the picture where it will end."), spot.element, out),
    value: () => (leaves ? OUT : spot.point()),
    show: (answer) => (leave(answer === OUT), spot.put(answer === OUT ? null : answer)),
    press: spot.press,
    point: spot.point,
  };
}

function swarm({ activity, variables, changed }) {
  const spot = place({ variables, changed });
  const speed = activity.rates && slider(activity.rates, changed);
  return {
    element: element("div", { class: "room-form" }, hint("Tap the picture where yours will start."), spot.element, speed?.element),
    value: () => spot.point() && { start: spot.point(), ...(speed && { rate: speed.value() }) },
    show: (answer) => (spot.put(answer.start), speed?.show(answer.rate)),
    press: spot.press,
    point: spot.point,
  };
}

function rate({ activity, changed }) {
  const speed = slider(activity.rates, changed);
  return { element: element("div", { class: "room-form" }, speed.element), value: speed.value, show: speed.show };
}

/** A learning rate, by hand or typed. */
function slider({ min, max, default: usual, log }, changed) {
  let text = shortest(usual, 3);
  const parameter = { name: "Learning rate", default: usual, range: [min, max], scale: log ? "log" : "linear", help: "how far each step goes" };
  const take = (next) => {
    text = next ?? shortest(usual, 3);
    changed();
  };
  const field = numberField({ name: "rate", parameter, write: take });
  return {
    element: field.element,
    value: () => (text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : null),
    show(number) {
      text = shortest(number, 4);
      field.sync(text);
    },
  };
}

function which({ activity, send, changed }) {
  const named = (run, k) => ({ value: run, run, inside: [element("span", { class: "room-letter" }, run.toUpperCase()), element("span", {}, activity.choices[k])] });
  return choices({ offered: activity.runs.map(named), send, changed });
}

function poll({ activity, send, changed }) {
  return choices({ offered: activity.choices.map((text, k) => ({ value: k, inside: [text] })), send, changed });
}

/** Large buttons of which one is the answer, at once. */
function choices({ offered, send, changed }) {
  let chosen = null;
  const press = (value) => (mark(value), changed(), send());
  const buttons = offered.map(({ value, inside, run }) =>
    element("button", { type: "button", class: "room-choice", "data-run": run, "aria-pressed": "false", onclick: () => press(value) }, inside));
  function mark(value) {
    chosen = value;
    buttons.forEach((button, k) => button.setAttribute("aria-pressed", String(offered[k].value === value)));
  }
  const short = buttons.every((button) => button.textContent.length <= SHORT);
  return { element: element("div", { class: `room-form room-choices ${short ? "is-short" : ""}` }, buttons), value: () => chosen, show: mark, atOnce: true };
}

const hint = (text) => element("p", { class: "room-hint" }, text);
