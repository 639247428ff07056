/**
 * The table of runs: what each one's loss is at the step looked at and at equal cost, when it came near the lowest
 * loss, and how it ended. Any column sorts.
 * Roles are written out, for a style sheet that lays rows out anew takes the table's own from it.
 */

import { make } from "../plot/figure.js";
import { number, steady } from "../plot/numbers.js";
import { equalCost, standingOf } from "../plot/standing.js";

const COLUMNS = [
  { name: "run", title: "Run", by: ({ run }) => run.id },
  { name: "step", title: "Step", by: ({ standing }) => standing.step },
  { name: "loss", title: "Loss", by: ({ standing }) => standing.loss },
  { name: "equal", title: "At equal cost", by: ({ standing }) => standing.equal },
  { name: "near", title: "Near the lowest", by: ({ standing }) => standing.near?.step ?? standing.off },
];
const FEW = 2; // so many have room for their whole names
const OFF = "Off the plane: how far a run’s weights are from the plane drawn. Its loss is the true one.";

export function mount(element, events) {
  return new Table(element, events);
}

class Table {
  constructor(element, events) {
    this.events = events;
    this.note = make("p", "view-table-note");
    this.root = make("table", "view view-table", { role: "table" });
    this.body = make("tbody", "", { role: "rowgroup" });
    this.heads = COLUMNS.map((column) => new Head(column, () => this.sortBy(column)));
    this.root.append(make("caption", "visually-hidden", { textContent: "Runs at the playhead" }), this.head(), this.body);
    this.rows = new Map();
    this.sort = sortOf(null);
    element.append(this.root, this.note);
  }

  head() {
    const row = make("tr", "", { role: "row" });
    row.append(...this.heads.map((head) => head.root));
    const section = make("thead", "", { role: "rowgroup" });
    section.append(row);
    return section;
  }

  /** Another way of sorting is told, and comes back with the scene; the usual one leaves nothing in the link. */
  sortBy(column) {
    const down = this.sort.column === column && !this.sort.down;
    this.events.sort(column === COLUMNS[0] && !down ? null : (down ? "-" : "") + column.name);
  }

  surface() {}

  draw(scene) {
    this.scene = scene;
    this.sort = sortOf(scene.sort);
    const shown = scene.runs.map((run) => run.id).join();
    if (this.shown !== shown) this.rows = new Map(scene.runs.map((run) => [run.id, new Row(run.id)]));
    const step = scene.hover ?? scene.step;
    const cost = equalCost(scene.compare, scene.runs, step);
    const entries = scene.runs.map((run) => ({ run, standing: standingOf(run, step, scene.compare, cost) }));
    for (const entry of entries) this.rows.get(entry.run.id).show(entry, scene.compare);
    this.arrange(this.sorted(entries).map(({ run }) => run.id), shown);
    this.tell(scene, cost);
  }

  /** What is not there comes last, whichever way it is sorted. */
  sorted(entries) {
    const { column, down } = this.sort;
    const value = (entry) => column.by(entry);
    const has = (entry) => value(entry) !== null && !Number.isNaN(value(entry));
    const order = (a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0) * (down ? -1 : 1);
    return [...entries.filter(has).sort(order), ...entries.filter((entry) => !has(entry))];
  }

  arrange(order, shown) {
    const key = `${shown} ${order}`;
    if (this.order === key) return;
    Object.assign(this, { order: key, shown });
    this.body.replaceChildren(...(order.length ? order.map((id) => this.rows.get(id).root) : [nothing()]));
  }

  /** What the columns mean just now. */
  tell({ compare, hover, network }, cost) {
    this.root.classList.toggle("pointed", hover !== null);
    this.root.dataset.compared = String(Boolean(compare));
    this.root.dataset.few = String(this.rows.size <= FEW);
    for (const head of this.heads) head.mark(this.sort);
    const [, , , equal, near] = this.heads;
    equal.title(cost === null ? "" : `The loss after ${cost} evaluations, as many as the thriftiest run has had. ${compare.unit}`);
    near.name(network ? "Off the plane" : near.column.title);
    near.title(network ? OFF : compare ? compare.words ?? `The first step within ${compare.within} of the lowest loss known, ${number(compare.best)}` : "");
    write(this.note, compare ? `At equal cost: each run's loss after the same number of looks at the surface${cost === null ? "" : `, ${cost} by now`}. ${compare.batches ? `${compare.batches} ` : ""}${network ? OFF : nearInWords(compare)}` : "");
  }

  clear() {
    this.scene = undefined;
    this.shown = this.order = null;
    this.body.replaceChildren();
  }

  resize() {}

  destroy() {
    this.root.remove();
    this.note.remove();
  }
}

function sortOf(text) {
  const down = Boolean(text?.startsWith("-"));
  const column = COLUMNS.find(({ name }) => name === text?.replace("-", "")) ?? COLUMNS[0];
  return { column, down };
}

function nearInWords({ words, within, best }) {
  return words ?? `Near the lowest: the first step within ${within} of ${number(best)}, the lowest loss known.`;
}

/** A column's head is the button that sorts by it. */
class Head {
  constructor(column, onclick) {
    this.column = column;
    this.root = make("th", column.name === "run" ? "" : "number", { scope: "col", role: "columnheader" });
    this.button = make("button", "view-sort", { type: "button", textContent: column.title });
    this.button.addEventListener("click", onclick);
    this.root.append(this.button);
  }

  mark({ column, down }) {
    const sorted = column !== this.column ? "none" : down ? "descending" : "ascending";
    if (this.root.ariaSort !== sorted) this.root.ariaSort = sorted;
  }

  name(text) {
    write(this.button, text);
  }

  title(text) {
    if (this.button.title !== text) this.button.title = text;
  }
}

class Row {
  constructor(id) {
    this.root = make("tr", "", { role: "row" });
    this.name = make("th", "", { scope: "row", role: "rowheader" });
    this.letter = make("span", "view-letter", { textContent: id });
    this.letter.style.color = `var(--run-${id})`;
    this.label = make("span", "");
    this.name.append(this.letter, this.label);
    this.cells = ["number", "number", "number", "number", "view-verdict"].map((name) => make("td", name, { role: "cell" }));
    this.root.append(this.name, ...this.cells);
  }

  show({ run, standing }, compare) {
    const { k, step, loss, equal } = standing;
    const texts = k < 0
      ? ["–", "–", "–", "–", "waiting for its first point"]
      : [String(step), steady(loss), equal === null ? "–" : steady(equal), standing.off === null ? nearness(standing, compare, ended(run, k)) : steady(standing.off), verdictAt(run, k, standing)];
    write(this.label, run.label);
    texts.forEach((text, column) => write(this.cells[column], text));
    this.root.classList.toggle("hidden-run", Boolean(run.hidden));
    this.root.dataset.verdict = ended(run, k) ? run.verdict.kind : "";
  }
}

/** When a run came near the lowest loss; a step may cost more evaluations than one. */
function nearness({ near, step }, compare, over) {
  if (!compare || compare.best === null) return "–";
  if (!near || near.step > step) return over ? "never" : "not yet";
  const asked = near.evaluations === near.step ? "" : ` (${near.evaluations})`;
  return `step ${near.step}${asked}`;
}

/** What stands here while there is no run. */
function nothing() {
  const row = make("tr", "", { role: "row" });
  row.append(make("td", "view-nothing", { role: "cell", colSpan: COLUMNS.length + 1, textContent: "No runs yet. Add one to see it move." }));
  return row;
}

/** A verdict is about the whole run: before the playhead has reached its end, it would give the end away. */
function verdictAt(run, k, { near, step }) {
  if (ended(run, k)) return run.verdict.text;
  return near && near.step <= step ? `first near the lowest at step ${near.step}` : "on its way";
}

function ended(run, k) {
  return Boolean(run.verdict) && k === run.path.step.length - 1;
}

/** Only what changed is written: the table is drawn with every frame. */
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
