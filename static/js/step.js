import { element, fitFormulas, formula } from "./element.js";
import { number } from "./plot/numbers.js";

/**
 * One step worked out: where its gradient comes from, the rule line by line, under each line the same with its
 * numbers, and what each symbol is. Lines begin open and stay as the reader left them; those that change nothing
 * are behind one fold.
 */
export function createStep({ slot, go, explainSlope }) {
  const turned = new Set(); // the lines that stand otherwise than they begin, and the fold of idle ones
  let told = null;

  /** `answer` is the arithmetic of run `run` arriving at `step`, null while it is on its way; goesOn: more come. */
  function render({ run, step, answer, variables, goesOn }) {
    if (!answer && told && run && told.run === run.id && !told.ended) return; // the last one stays until the next is there
    if (told && told.run === run?.id && told.step === step && told.answer === answer && told.goesOn === goesOn) return;
    told = { run: run?.id, step, answer, goesOn };
    if (!run) return slot.replaceChildren(element("p", { class: "quiet" }, "No run yet. Add one to see it worked out."));
    show(run, heading(run, step), ...inside(answer, variables), ways(step, goesOn));
  }

  /** The playhead is where the run is no more, or the run never began. */
  function renderEnd({ run, last }) {
    if (told?.ended === run.verdict && told.run === run.id) return;
    told = { run: run.id, ended: run.verdict };
    const back = element("div", { class: "panel-words" }, word("To its last step", () => go(last)));
    show(run, title(run), element("p", {}, last > 0 ? `This run ended at step ${last}; there is no step after it to work out.` : "This run made no step."),
      element("p", {}, run.verdict.text), last > 0 ? back : null);
  }

  function show(run, ...parts) {
    slot.replaceChildren(element("section", { "data-run": run.id, "aria-label": "This step" }, ...parts));
    fitFormulas(slot);
  }

  const title = (run) => element("h2", {}, element("span", { class: "run-name" }, run.label));

  function heading(run, step) {
    const way = step === 1 ? "The first update, from the start to step 1" : `From step ${step - 1} to step ${step}`;
    return [title(run), element("p", {}, `${way}.`)];
  }

  function inside(answer, variables) {
    if (!answer) return [element("p", { class: "quiet" }, "Working it out …")];
    if (answer.problem) return [element("p", { class: "quiet" }, answer.problem.errors[0]?.message ?? answer.problem.message)];
    const idle = answer.lines.filter((told) => told.idle);
    return [...origin(answer), ...answer.lines.filter((told) => !told.idle).map(line), idle.length ? aside(idle) : null,
      ...arrival(answer, variables), ...symbols(answer)];
  }

  /** Where the gradient comes from, and where to learn that. */
  function origin({ gradient }) {
    const where = element("div", { class: "panel-words step-origin" }, word("Where does g come from? → Slope", explainSlope));
    return gradient ? [element("div", { class: "step-line step-gradient" }, formula(gradient), where)] : [where];
  }

  /** Lines that are so set that they change nothing, out of the way. */
  function aside(lines) {
    const said = lines.length === 1 ? "1 line that changes nothing here" : `${lines.length} lines that change nothing here`;
    const fold = element("details", { class: "step-aside", open: turned.has("idle lines") }, element("summary", {}, said), lines.map(line));
    fold.addEventListener("toggle", () => {
      if (fold.open) turned.add("idle lines");
      else turned.delete("idle lines");
      fitFormulas(fold);
    });
    return fold;
  }

  function line(told) {
    const numbers = element("div", { class: "numbers" });
    numbers.innerHTML = told.numbers;
    const key = told.idle ? `${told.name}, idle` : told.name;
    const fold = element("details", { class: told.idle ? "step-line is-idle" : "step-line", open: !turned.has(key) },
      element("summary", {}, element("span", { class: "visually-hidden" }, `The line for ${told.name}: `), formula(told.formula)),
      numbers);
    fold.addEventListener("toggle", () => {
      if (fold.open) turned.delete(key);
      else turned.add(key);
      fitFormulas(fold);
    });
    return fold;
  }

  function arrival({ arrival: led, moved }, variables) {
    const place = (point) => variables.map((name, k) => `${name} = ${number(point[k])}`).join(", ");
    const hand = moved ? element("p", {}, `Then it was moved by hand to ${place(moved)}.`) : null;
    return [element("p", {}, moved ? `The rule leads to ${place(led)}.` : `Arrives at ${place(led)}.`), hand];
  }

  function symbols({ names, signs }) {
    const told = (values) => values.map((value) => number(value)).join(", ");
    const shown = (values) => (new Set(values).size > 1 ? `(${told(values)})` : told(values.slice(0, 1)));
    const entry = ({ symbol, help, value }) =>
      [element("dt", {}, formula(symbol)), element("dd", {}, help, value ? element("span", { class: "value" }, shown(value)) : null)];
    return [element("h3", {}, "What the symbols are"),
      names.length ? element("p", { class: "quiet" }, "Values before the step; a result is shown as it came out.") : null,
      element("dl", { class: "symbols" }, [...names, ...signs].flatMap(entry))];
  }

  function ways(step, goesOn) {
    return element("div", { class: "panel-words" }, step > 1 ? word("Step before", () => go(step - 1)) : null,
      goesOn ? word("Next step", () => go(step + 1)) : null);
  }

  return { render, renderEnd };
}

function word(text, onclick) {
  return element("button", { type: "button", class: "word-button", onclick }, text);
}
