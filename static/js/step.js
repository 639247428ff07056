import { element, fitFormulas, formula } from "./element.js";
import { number } from "./plot/numbers.js";

/**
 * One step worked out: the rule line by line, under each line the same with its numbers, and what each symbol
 * is. Lines begin open, those that change nothing closed, and stay as the reader left them.
 */
export function createStep({ slot, go }) {
  const turned = new Set(); // the lines that stand otherwise than they begin
  let told = null;

  /** `answer` is the arithmetic of run `run` arriving at `step`, null while it is on its way. */
  function render({ run, step, answer, variables }) {
    if (!answer && told && run) return; // the last one stays until the next is there
    if (told && told.run === run?.id && told.step === step && told.answer === answer) return;
    told = { run: run?.id, step, answer };
    if (!run) return slot.replaceChildren(element("p", { class: "quiet" }, "No run yet. Add one to see it worked out."));
    slot.replaceChildren(element("section", { "data-run": run.id, "aria-label": "This step" },
      heading(run, step), ...inside(answer, variables), ways(step)));
    fitFormulas(slot);
  }

  function heading(run, step) {
    const way = step === 1 ? "The first update, from the start to step 1" : `From step ${step - 1} to step ${step}`;
    return [element("h2", {}, element("span", { class: "run-name" }, run.label)), element("p", {}, `${way}.`)];
  }

  function inside(answer, variables) {
    if (!answer) return [element("p", { class: "quiet" }, "Working it out …")];
    if (answer.problem) return [element("p", { class: "quiet" }, answer.problem.errors[0]?.message ?? answer.problem.message)];
    return [...answer.lines.map(line), ...arrival(answer, variables), ...symbols(answer.names)];
  }

  function line(told) {
    const numbers = element("div", { class: "numbers" });
    numbers.innerHTML = told.numbers;
    const begins = !told.idle;
    const fold = element("details",
      { class: told.idle ? "step-line is-idle" : "step-line", open: turned.has(told.name) ? !begins : begins },
      element("summary", {}, element("span", { class: "visually-hidden" }, `The line for ${told.name}: `), formula(told.formula), told.idle ? element("span", { class: "step-aside" }, "changes nothing here") : null),
      numbers);
    fold.addEventListener("toggle", () => {
      if (fold.open === begins) turned.delete(told.name);
      else turned.add(told.name);
      fitFormulas(fold);
    });
    return fold;
  }

  function arrival({ arrival: led, moved }, variables) {
    const place = (point) => variables.map((name, k) => `${name} = ${number(point[k])}`).join(", ");
    const hand = moved ? element("p", {}, `Then it was moved by hand to ${place(moved)}.`) : null;
    return [element("p", {}, moved ? `The rule leads to ${place(led)}.` : `Arrives at ${place(led)}.`), hand];
  }

  function symbols(names) {
    if (!names?.length) return [];
    const told = (values) => values.map((value) => number(value)).join(", ");
    const shown = (values) => (new Set(values).size > 1 ? `(${told(values)})` : told(values.slice(0, 1)));
    const entry = ({ symbol, help, value }) =>
      [element("dt", {}, formula(symbol)), element("dd", {}, help, element("span", { class: "value" }, shown(value)))];
    return [element("h3", {}, "What the symbols are"),
      element("p", { class: "quiet" }, "Values as the step began; of what the step itself works out, as it came out."),
      element("dl", { class: "symbols" }, names.flatMap(entry))];
  }

  function ways(step) {
    const word = (text, to) => element("button", { type: "button", class: "word-button", onclick: () => go(to) }, text);
    return element("div", { class: "panel-words" }, step > 1 ? word("Step before", step - 1) : null, word("Next step", step + 1));
  }

  return { render };
}
