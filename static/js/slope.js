import { element, fitFormulas, formula } from "./element.js";
import { shortest } from "./experiment.js";
import { number } from "./plot/numbers.js";
import { slopeChart } from "./slopechart.js";

const POSITIONS = 1000;
const SMALLEST = 1e-3; // the slider's last h before 0

/**
 * The slope at a point, from its definition: h dragged towards 0, the quotient with its numbers beside the exact
 * slope, the limit line by line, and one step.
 *
 * `set({h})` puts h into the link, `leave()` the point out of it; `take({from, to, before, after})` goes to where
 * the step leads, `back()` to before.
 */
export function createSlope({ slot, set, leave, take, back, ofH }) {
  const turned = new Set(); // the folds that stand otherwise than they begin, by variable and name
  const revealed = new Map(); // lines of the limit, by variable
  let shown = null;
  const heading = element("div", {});
  const slider = element("input", { type: "range", min: 0, max: POSITIONS, step: 1, "aria-label": `h: ${ofH.help}`, "data-for": "secant" });
  const input = element("input", { type: "text", inputmode: "decimal", name: "secant", id: "field-secant", autocomplete: "off", "aria-describedby": "field-secant-help" });
  const wrong = element("p", { class: "field-problem", role: "alert" });
  const body = element("div", { class: "slope-body" });
  const told = element("p", { class: "visually-hidden", role: "status" });
  let walked = []; // the steps taken by hand up to here
  const control = element("div", { class: "field", "data-field": "secant" }, element("label", { for: "field-secant" }, "h"), slider, input, wrong,
    element("p", { class: "help", id: "field-secant-help" }, "Drag h towards 0 and watch the straight line turn into the slope."));
  let reach = 1;

  const put = (h) => set({ h: shortest(h, 4) });
  slider.addEventListener("input", () => put(sign() * lengthAt(slider.value / POSITIONS, reach)));
  input.addEventListener("change", () => type(input.value.trim()));

  /** The slider keeps the side that h was typed on. */
  const sign = () => (Number(input.value) < 0 ? -1 : 1);

  function type(text) {
    const [low, high] = ofH.range;
    const fits = text !== "" && Number(text) >= low && Number(text) <= high;
    wrong.textContent = fits ? "" : `Give a number from ${low} to ${high}.`;
    if (fits) put(Number(text));
  }

  /** `place` is {at, picked, name, trail, h, lr, span}; `answer` is the server's, null while it is on its way. */
  function render(place, answer) {
    if (!heading.isConnected) slot.replaceChildren(heading, control, body, told);
    reach = place.span / 8;
    if (document.activeElement !== input) input.value = shortest(place.h, 6);
    if (document.activeElement !== slider) slider.value = Math.round(positionOf(Math.abs(place.h), reach) * POSITIONS);
    slider.style.setProperty("--filled", `${slider.value / (POSITIONS / 100)}%`);
    slider.setAttribute("aria-valuetext", shortest(place.h, 4));
    const key = JSON.stringify([place.at, place.picked, place.name, place.trail]);
    walked = place.trail;
    told.textContent = walked.length ? inWords(walked.at(-1)) : "";
    if (key !== shown?.key) heading.replaceChildren(...head(place));
    if (answer && (answer !== shown?.answer || key !== shown?.key)) show(answer);
    shown = { key, answer: answer ?? shown?.answer };
  }

  function show(answer) {
    body.replaceChildren(...inside(answer));
    fitFormulas(body);
  }

  function head({ at, variables, picked, name }) {
    const where = variables.map((variable, k) => `${variable} = ${number(at[k])}`).join(", ");
    const who = picked ? "A point that you picked." : name ? `Where ${name} stands.` : "The start.";
    const press = matchMedia("(pointer: coarse)").matches ? "Tap" : "Click";
    return [element("h2", {}, `The slope at ${where}`), element("p", { class: "quiet" }, `${who} ${press} the picture to look at another one.`),
      picked ? element("div", { class: "panel-words" }, word("Back to the playhead", leave)) : null].filter(Boolean);
  }

  function inside(answer) {
    if (answer.problem) return [element("p", { class: "quiet" }, answer.problem.errors[0]?.message ?? answer.problem.message)];
    const loss = element("div", { class: "slope-loss" }, formula(answer.f), element("p", { class: "quiet" }, answer.f_help));
    const notes = answer.notes.map((note) => element("p", { class: "slope-note" }, note));
    if (answer.loss === null) return [loss, ...notes];
    return [loss, ...notes, ...answer.variables.map((told, k) => variable(told, k, answer)), ...step(answer), pictures(answer), symbols(answer)];
  }

  function variable(told, k, answer) {
    const { at, loss, h } = { at: answer.at[k], loss: answer.loss, h: answer.h };
    return element("section", { class: "slope-variable", "aria-label": `Along ${told.name}` },
      element("h3", {}, `Along ${told.name}`),
      slopeChart(told, { at, loss, h }), keys(told),
      told.note ? element("p", { class: "slope-note" }, told.note) : null,
      element("div", { class: "slope-pair" },
        element("div", {}, element("p", { class: "quiet" }, h ? "The rise divided by h" : "At h = 0 there is no quotient"), told.numbers && formula(told.numbers)),
        element("div", {}, element("p", { class: "quiet" }, "The slope itself, found by the limit below, line by line"), formula(told.formula), told.numbers_exact && formula(told.numbers_exact))),
      told.limit.length ? fold(told.name, "limit", "The limit, line by line", () => limit(told), true) : null,
      told.table.length ? fold(told.name, "table", "Ever smaller h", () => table(told, answer)) : null);
  }

  /** Which line in the chart is which. */
  function keys(told) {
    const key = (kind, text) => element("li", {}, element("span", { class: `slope-key ${kind}`, "aria-hidden": "true" }), text);
    return element("ul", { class: "slope-keys" },
      told.secant ? key("secant", "through both points: the secant") : null,
      told.tangent ? key("tangent", "touching: the tangent") : null);
  }

  /** What is drawn on the pictures beside it. */
  function pictures({ variables, h }) {
    const flat = ["On the curve: the full line is the secant, the dashed one the tangent."];
    const plane = h ? "the plane through the point and both ends of h" : "the plane that touches here";
    const round = [`In 3-D the lattice is ${plane}.`, "On the map the dashed line is the way of steepest ascent and descent.",
      h ? "The two short lines lead along each variable, as far as h reaches." : null];
    return element("section", { class: "slope-variable", "aria-label": "On the pictures" }, element("h3", {}, "On the pictures"),
      element("ul", { class: "slope-lines" }, (variables.length === 1 ? flat : round).filter(Boolean).map((text) => element("li", {}, text))));
  }

  function symbols({ symbols: signs }) {
    return element("section", { class: "slope-variable", "aria-label": "What the symbols are" }, element("h3", {}, "What the symbols are"),
      element("dl", { class: "symbols" }, signs.flatMap(({ symbol, help }) => [element("dt", {}, formula(symbol)), element("dd", {}, help)])));
  }

  function fold(name, kind, title, content, begins = false) {
    const key = `${name} ${kind}`;
    const made = element("details", { open: turned.has(key) !== begins }, element("summary", {}, title), content());
    made.addEventListener("toggle", () => {
      if (made.open === begins) turned.delete(key);
      else turned.add(key);
      fitFormulas(made);
    });
    return made;
  }

  /** One line more at each press, so that each can be thought over. */
  function limit({ name, limit: lines }) {
    const list = element("ol", { class: "slope-limit" }, lines.map((line) => element("li", {}, formula(line.formula), element("p", {}, line.why))));
    const more = word("Next line", () => reveal(1));
    const all = word("All lines", () => reveal(lines.length));
    const status = element("div", { class: "panel-words" }, more, all);

    function reveal(count) {
      revealed.set(name, Math.min(lines.length, (revealed.get(name) ?? 1) + count));
      sync();
    }

    function sync() {
      [...list.children].forEach((line, k) => (line.hidden = k >= (revealed.get(name) ?? 1)));
      fitFormulas(list);
      status.hidden = (revealed.get(name) ?? 1) >= lines.length;
    }
    sync();
    return [list, status];
  }

  function table({ table: rows, exact }, { h, rounded }) {
    const cell = (value, figures) => element("td", {}, readable(value, figures));
    const titles = ["h", "rise ÷ h", "exact slope", "off by"];
    return [element("table", { class: "slope-table" },
      element("thead", {}, element("tr", {}, titles.map((title) => element("th", { scope: "col" }, title)))),
      element("tbody", {}, rows.map((row) => element("tr", { "aria-current": row.current && h ? "true" : null },
        cell(row.h, 4), cell(row.quotient, 6), cell(exact, 6), cell(row.off, 2))))),
    element("p", { class: "help" }, rounded)];
  }

  function step({ step: told, loss, lr, at, h }) {
    const made = walked.length ? [element("p", { class: "slope-made" }, inWords(walked.at(-1)))] : [];
    const undo = walked.length ? [word("Step back", back)] : [];
    if (!told) return made.length ? [element("section", { class: "slope-variable", "aria-label": "One step" }, made, undo)] : [];
    const kind = h ? "against the rise divided by h, as it was found for this h" : "against the slope itself";
    const go = () => take({ from: at, to: told.to, before: loss, after: told.loss });
    return [element("section", { class: "slope-variable", "aria-label": "One step" }, element("h3", {}, "Take this step"),
      element("p", { class: "quiet" }, `One step ${kind}, with a learning rate of ${number(lr)}:`), told.lines.map(formula),
      element("p", {}, `The loss goes from ${number(loss)} to ${number(told.loss)}.`),
      element("div", { class: "panel-words" },
        element("button", { type: "button", class: "primary", "data-action": "take-step", onclick: go }, "Take this step"), undo), made)];
  }

  return { render };
}

function word(text, onclick) {
  return element("button", { type: "button", class: "word-button", onclick }, text);
}

/** "You went from (2, 3) to (1.7, 2.8); the loss fell from 6 to 4.76." */
function inWords({ from, to, before, after }) {
  const place = (point) => (point.length > 1 ? `(${point.map((value) => number(value)).join(", ")})` : number(point[0]));
  const what = after === null ? "is no longer a finite number" : after < before ? "fell" : after > before ? "rose" : "stayed at";
  const losses = after === null ? "" : after === before ? ` ${number(before)}` : ` from ${number(before)} to ${number(after)}`;
  return `You went from ${place(from)} to ${place(to)}; the loss ${what}${losses}.`;
}

/** A number with its power of ten large enough to be read. */
function readable(value, figures) {
  const [mantissa, power] = number(value, figures).split(/10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])/);
  if (power === undefined) return mantissa;
  return element("span", {}, `${mantissa}10`, element("sup", {}, [...power].map((sign) => PLAIN[sign]).join("")));
}

const PLAIN = { "⁻": "−", ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((sign, digit) => [sign, String(digit)])) };

/** The slider is logarithmic down to SMALLEST; its very end is 0 itself. */
function lengthAt(share, reach) {
  return share <= 0 ? 0 : SMALLEST * (reach / SMALLEST) ** share;
}

function positionOf(length, reach) {
  if (length === 0) return 0;
  return Math.min(1, Math.max(1 / POSITIONS, Math.log(length / SMALLEST) / Math.log(reach / SMALLEST)));
}
