/**
 * The table of runs: what each one's loss is at the playhead, and how it ended.
 * Roles are written out, for a style sheet that lays rows out anew takes the table's own from it.
 */

import { make } from "../plot/figure.js";
import { steady } from "../plot/numbers.js";
import { headAt } from "../plot/trail.js";

const COLUMNS = [["Run"], ["Loss", "6.5em"], ["Step", "3.5em"], ["Verdict"]];

export function mount(element, _events) {
  return new Table(element);
}

class Table {
  constructor(element) {
    this.root = make("table", "view view-table", { role: "table" });
    this.body = make("tbody", "", { role: "rowgroup" });
    this.root.append(caption("Runs at the playhead"), head(), this.body);
    this.rows = new Map();
    element.append(this.root);
  }

  surface() {}

  draw(scene) {
    const shown = scene.runs.map((run) => run.id).join();
    if (this.shown !== shown) this.arrange(scene.runs);
    this.shown = shown;
    for (const run of scene.runs) this.rows.get(run.id).show(run, scene.step);
  }

  arrange(runs) {
    this.rows = new Map(runs.map((run) => [run.id, new Row(run.id)]));
    this.body.replaceChildren(...(runs.length ? [...this.rows.values()].map((row) => row.root) : [nothing()]));
  }

  clear() {
    this.shown = null;
    this.body.replaceChildren();
  }

  resize() {}

  destroy() {
    this.root.remove();
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
    this.cells = ["number", "number", "view-verdict"].map((name) => make("td", name, { role: "cell" }));
    this.root.append(this.name, ...this.cells);
  }

  show(run, step) {
    const k = headAt(run.path, step);
    const texts = k < 0 ? ["–", "–", "waiting for its first point"] : [steady(run.path.loss[k]), String(run.path.step[k]), verdictAt(run, k)];
    write(this.label, run.label);
    texts.forEach((text, column) => write(this.cells[column], text));
    this.root.classList.toggle("hidden-run", Boolean(run.hidden));
    this.root.dataset.verdict = ended(run, k) ? run.verdict.kind : "";
  }
}

/** What stands here while there is no run. */
function nothing() {
  const row = make("tr", "", { role: "row" });
  row.append(make("td", "view-nothing", { role: "cell", colSpan: COLUMNS.length, textContent: "No runs yet. Add one to see it move." }));
  return row;
}

/** A verdict is about the whole run: before the playhead has reached its end, it would give the end away. */
function verdictAt(run, k) {
  return ended(run, k) ? run.verdict.text : "on its way";
}

function ended(run, k) {
  return Boolean(run.verdict) && k === run.path.step.length - 1;
}

/** Only what changed is written: the table is drawn with every frame. */
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function caption(text) {
  return make("caption", "visually-hidden", { textContent: text });
}

function head() {
  const row = make("tr", "", { role: "row" });
  row.append(...COLUMNS.map(([name, width]) => column(name, width)));
  const section = make("thead", "", { role: "rowgroup" });
  section.append(row);
  return section;
}

/** A column of numbers has a width of its own, so that the table stands still while they run. */
function column(name, width) {
  const cell = make("th", width ? "number" : "", { scope: "col", role: "columnheader", textContent: name });
  if (width) cell.style.minWidth = width;
  return cell;
}
