import { element, fitFormulas, formula } from "./element.js";
import { shortest } from "./experiment.js";
import { number } from "./plot/numbers.js";
import { slopeChart } from "./slopechart.js";

const POSITIONS = 1000;
const SMALLEST = 1e-3; // the slider's last h before 0

/**
 * The slope at a point, from its definition: h drawn towards 0, the quotient with its numbers beside the exact
 * slope, the limit line by line, and one step.
 *
 * `set({h, point})` puts either into the link; `take(to)` goes to where the step leads, `back()` to before.
 */
export function createSlope({ slot, set, take, back, ofH }) {
  const open = new Set(); // folds, by variable and name
  const revealed = new Map(); // lines of the limit, by variable
  let shown = null;
  const heading = element("div", {});
  const slider = element("input", { type: "range", min: 0, max: POSITIONS, step: 1, "aria-label": `h: ${ofH.help}`, "data-for": "secant" });
  const input = element("input", { type: "text", inputmode: "decimal", name: "secant", id: "field-secant", autocomplete: "off", "aria-describedby": "field-secant-help" });
  const wrong = element("p", { class: "field-problem", role: "alert" });
  const body = element("div", { class: "slope-body" });
  const control = element("div", { class: "field", "data-field": "secant" }, element("label", { for: "field-secant" }, "h"), slider, input, wrong,
    element("p", { class: "help", id: "field-secant-help" }, "Draw h towards 0 and watch the straight line turn into the slope."));
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
    if (!heading.isConnected) slot.replaceChildren(heading, control, body);
    reach = place.span / 8;
    if (document.activeElement !== input) input.value = shortest(place.h, 6);
    if (document.activeElement !== slider) slider.value = Math.round(positionOf(Math.abs(place.h), reach) * POSITIONS);
    slider.style.setProperty("--filled", `${slider.value / (POSITIONS / 100)}%`);
    slider.setAttribute("aria-valuetext", shortest(place.h, 4));
    const key = JSON.stringify([place.at, place.picked, place.name, place.trail]);
    if (key !== shown?.key) heading.replaceChildren(...head(place));
    if (answer && answer !== shown?.answer) show(answer);
    shown = { key, answer: answer ?? shown?.answer };
  }

  function show(answer) {
    body.replaceChildren(...inside(answer));
    fitFormulas(body);
  }

  function head({ at, variables, picked, name, trail }) {
    const where = variables.map((variable, k) => `${variable} = ${number(at[k])}`).join(", ");
    const who = picked ? "A point that you picked." : name ? `Where ${name} stands.` : "The start.";
    const words = [picked ? word("Back to the playhead", () => set({ point: null })) : null, trail ? word("Step back", back) : null];
    return [element("h2", {}, `The slope at ${where}`), element("p", { class: "quiet" }, `${who} Click the picture to look at another one.`),
      element("div", { class: "panel-words" }, words)];
  }

  function inside(answer) {
    if (answer.problem) return [element("p", { class: "quiet" }, answer.problem.errors[0]?.message ?? answer.problem.message)];
    return [element("div", { class: "slope-loss" }, formula(answer.f)), ...answer.notes.map((note) => element("p", { class: "slope-note" }, note)),
      ...answer.variables.map((told, k) => variable(told, k, answer)), ...step(answer)];
  }

  function variable(told, k, answer) {
    const { at, loss, h } = { at: answer.at[k], loss: answer.loss, h: answer.h };
    return element("section", { class: "slope-variable", "aria-label": `Along ${told.name}` },
      element("h3", {}, `Along ${told.name}`),
      loss === null ? null : slopeChart(told, { at, loss, h }),
      loss === null ? null : element("div", { class: "slope-pair" },
        element("div", {}, element("p", { class: "quiet" }, h ? "The rise divided by h" : "At h = 0 there is no quotient"), told.numbers && formula(told.numbers)),
        element("div", {}, element("p", { class: "quiet" }, "The slope itself"), formula(told.formula), told.numbers_exact && formula(told.numbers_exact))),
      fold(told.name, "limit", "The limit, line by line", () => limit(told)),
      fold(told.name, "table", "Ever smaller h", () => table(told, h)));
  }

  function fold(name, kind, title, content) {
    const key = `${name} ${kind}`;
    const made = element("details", { open: open.has(key) }, element("summary", {}, title), content());
    made.addEventListener("toggle", () => {
      if (made.open) open.add(key);
      else open.delete(key);
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

  function table({ table: rows }, h) {
    const nearest = rows.reduce((best, row) => (away(row.h, h) < away(best.h, h) ? row : best));
    const cell = (value) => element("td", {}, number(value, 6));
    return element("table", { class: "slope-table" },
      element("thead", {}, element("tr", {}, ["h", "quotient", "off by"].map((title) => element("th", { scope: "col" }, title)))),
      element("tbody", {}, rows.map((row) => element("tr", { "aria-current": row === nearest && h ? "true" : null }, cell(row.h), cell(row.quotient), element("td", {}, number(row.off, 2))))));
  }

  function step({ step: told, loss, lr }) {
    if (!told) return [];
    const kind = told.slope === "secant" ? "against the quotient found" : "against the slope";
    return [element("section", { class: "slope-variable", "aria-label": "One step" }, element("h3", {}, "Take this step"),
      element("p", { class: "quiet" }, `One step ${kind}, with a learning rate of ${number(lr)}:`), told.lines.map(formula),
      element("p", {}, `The loss goes from ${number(loss)} to ${number(told.loss)}.`),
      element("button", { type: "button", class: "primary", "data-action": "take-step", onclick: () => take(told.to) }, "Take this step"))];
  }

  return { render };
}

function word(text, onclick) {
  return element("button", { type: "button", class: "word-button", onclick }, text);
}

const away = (a, b) => Math.abs(Math.log10(Math.abs(a)) - Math.log10(Math.abs(b) || 1e-13));

/** The slider is logarithmic down to SMALLEST; its very end is 0 itself. */
function lengthAt(share, reach) {
  return share <= 0 ? 0 : SMALLEST * (reach / SMALLEST) ** share;
}

function positionOf(length, reach) {
  if (length === 0) return 0;
  return Math.min(1, Math.max(1 / POSITIONS, Math.log(length / SMALLEST) / Math.log(reach / SMALLEST)));
}
