import { Problem, ask, send } from "./ask.js";
import { pointsOf, withOwn, withPoints } from "./data.js";
import { createDrop } from "./drop.js";
import { element } from "./element.js";
import { part, write } from "./experiment.js";
import { createOwnChoice } from "./ownchoice.js";
import { createProblems } from "./problems.js";

const PAUSE_MS = 400;
const MOST_POINTS = 100;
const WHERE = "A few hundred rows go into the link itself, more are kept on this server. They are sent nowhere else.";

/**
 * Data of one's own: a file dropped anywhere, chosen or pasted, looked at in a dialog and taken from there; or
 * points put down by hand. `accepted()` is the experiment on the picture, which stays until new data are taken.
 */
export function createOwnData({ catalog, store, dialog, accepted, mayDrop = () => true }) {
  const choice = createOwnChoice(catalog);
  const notice = element("div", { class: "notice", role: "alert", hidden: true });
  const file = element("input", { type: "file", accept: ".csv,.tsv,.txt,text/csv,text/plain", hidden: true, "aria-label": "A CSV file" });
  const pasted = element("textarea", {
    name: "data", id: "own-rows", rows: 4, autocomplete: "off", spellcheck: "false", placeholder: "hours,passed\n1,0\n2,0\n4,1",
  });
  const use = element("button", { type: "button", class: "primary", "data-action": "use", disabled: true, onclick: take }, "Use it");
  const status = element("p", { class: "own-status", role: "status" });
  const where = element("p", { class: "quiet", "data-out": "where" }, WHERE);
  const problems = createProblems({ root: dialog, notice });
  let told = null;
  let newest = 0;
  let timer = null;

  const button = (text, action, onclick, kind = null) => element("button", { type: "button", class: kind, "data-action": action, onclick }, text);

  function build() {
    dialog.append(element("div", { class: "own-inner" },
      element("div", { class: "picker-bar" }, element("h2", { id: "own-title" }, "Your own data"), button("Close", "close", () => dialog.close())),
      element("div", { class: "own-body" }, notice,
        element("div", { class: "own-source", "data-field": "data" },
          element("p", {}, "Drop a CSV file anywhere on the page, ", button("choose one …", "choose", () => file.click(), "word-button"),
            element("label", { for: "own-rows" }, " or paste rows here:")),
          file, pasted),
        status, where, choice.element),
      element("div", { class: "own-foot" }, use, button("Draw points by hand instead", "points", drawInstead, "word-button"))));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    file.addEventListener("change", () => file.files.length && look([...file.files]));
    pasted.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => pasted.value.trim() && see(pasted.value, "Pasted"), PAUSE_MS);
    });
  }

  function open() {
    if (!dialog.childElementCount) build();
    if (!dialog.open) dialog.showModal();
  }

  /** Files from outside: whatever else is open gives way. */
  function look(files) {
    for (const other of document.querySelectorAll("dialog[open]")) if (other !== dialog) other.close();
    open();
    clearTimeout(timer);
    pasted.value = "";
    const [first, ...others] = files;
    see(first, first.name, others.length ? [`Of ${files.length} files only the first is read.`] : []);
    file.value = ""; // the same file, mended, may be chosen again
  }

  /** Read rows and show them; those shown before stay where these are refused. */
  async function see(rows, name, notes = []) {
    const mine = ++newest;
    problems.clear();
    status.textContent = `Reading ${name} …`;
    try {
      refuseLarge(rows);
      const answer = await send("data", rows);
      if (mine !== newest) return;
      told = answer;
      choice.show(answer, { model: !accepted()?.network });
      where.textContent = answer.where;
      status.textContent = said(name, answer, notes);
    } catch (problem) {
      if (mine !== newest) return;
      status.textContent = told ? "The rows below are the ones from before." : "";
      problems.show(named(problem, name));
    }
    use.disabled = told === null;
  }

  function refuseLarge({ size = 0 }) {
    if (size <= catalog.data_bytes) return;
    const [has, fit] = [size, catalog.data_bytes].map((bytes) => (bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 1 }));
    throw new Problem({ status: 413, errors: [{ field: "data", message: `These are ${has} MB where ${fit} MB fit; keep fewer rows or columns.` }] });
  }

  /** Asked first, so that what is wrong with the choice is said beside it and the picture stays as it is. */
  async function take() {
    const pairs = withOwn(store.get(), catalog, { data: told.data, ...choice.get() });
    problems.clear();
    use.disabled = true;
    try {
      await ask("experiment", write(part(pairs, catalog.viewNames).experiment));
      dialog.close();
      store.set(pairs, { restart: true });
    } catch (problem) {
      problems.show(problem);
    } finally {
      use.disabled = false;
    }
  }

  function drawInstead() {
    dialog.close();
    points();
  }

  /** Points to be moved about: the rows on the picture where they are few, else the catalogue's example. */
  async function points() {
    const known = accepted();
    const rows = known?.fitted ? await ask("fit", known.query).then((fit) => pointsOf(fit, MOST_POINTS), () => null) : null;
    const surface = known?.network || (known?.fitted && known.fit.x.length === 1) ? catalog.surface(known.surface) : null;
    const [example] = catalog.table("points").parameters[0].examples;
    store.set(withPoints(store.get(), catalog, surface, rows ?? example.text), { restart: true });
  }

  createDrop(look, mayDrop, {
    becomes: "Drop it: its rows become the data that a model is fitted to.",
    kept: "Few rows go into the link, many are kept on this server.",
  });
  return { open, points };
}

const counted = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;

function said(name, { count, columns, notes }, more) {
  return [`${name}: ${counted(count, "row")}, ${counted(columns.length, "column")}.`, ...more, ...notes].join(" ");
}

/** A refusal that says of which file it is. */
function named(problem, name) {
  const of = name === "Pasted" ? "" : `${name}: `;
  return Object.assign(problem, { errors: problem.errors.map((error) => ({ ...error, message: of + error.message })) });
}
