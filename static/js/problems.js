import { element } from "./element.js";

/** Puts each error of the server beside the control that is named like its field; the rest goes to the notice. */
export function createProblems({ root, notice }) {
  let shown = [];

  function clear() {
    for (const undo of shown) undo();
    shown = [];
    notice.hidden = true;
    notice.textContent = "";
  }

  function show(problem) {
    clear();
    const homeless = problem.errors.filter((error) => !place(error));
    const words = problem.errors.length ? homeless.map(inWords) : [problem.message];
    if (words.length) tell(words);
    else root.querySelector(".field-problem")?.scrollIntoView({ block: "nearest" });
  }

  function tell(words) {
    notice.replaceChildren(...words.map((text) => element("p", {}, text)));
    notice.hidden = false;
  }

  function place({ field, message, line: row, character }) {
    const holder = holderOf(root, field);
    if (!holder) return false;
    for (const fold of ancestors(holder, "details")) fold.open = true;
    const id = `problem-${field}`;
    const inputs = [...holder.querySelectorAll("input, select, textarea")];
    const line = element("p", { class: "field-problem", id, role: "alert" }, message, markedAt(lineOf(inputs[0]?.value ?? "", row), character));
    const wrong = amongCoordinates(inputs);
    for (const input of wrong) mark(input, id);
    holder.append(line);
    shown.push(() => {
      line.remove();
      wrong.forEach(unmark);
    });
    return true;
  }

  return { show, clear };
}

/** The control of a field, or the nearest that it belongs to: `a.lr@120` to `a.lr`, then to the card's head. */
function holderOf(root, field) {
  const [plain] = field.split("@");
  const candidates = [field, plain, field.split(/[.@]/)[0]];
  return candidates.map((name) => root.querySelector(`[data-field="${CSS.escape(name)}"]`)).find(Boolean);
}

/** Of the coordinates of one point, those that are no number are wrong; where none is, or of other fields, all. */
function amongCoordinates(inputs) {
  const bad = inputs.filter(({ name, value }) => name.includes(":") && !(value.trim() !== "" && Number.isFinite(Number(value))));
  return bad.length ? bad : inputs;
}

/** One line of a text, as the server counts them; without a number the text itself. */
function lineOf(text, row) {
  if (!row) return text.trim();
  return text.split(/[;\n]/).map((line) => line.trim()).filter(Boolean)[row - 1] ?? "";
}

/** The text as typed, with the character marked that could not be read. */
function markedAt(text, character) {
  if (!text || !character || character > text.length) return null;
  const [before, at, after] = [text.slice(0, character - 1), text.slice(character - 1, character), text.slice(character)];
  return element("code", { class: "field-place", "aria-hidden": "true" }, before, element("mark", {}, at), after);
}

const inWords = ({ field, message }) => (field ? `${field}: ${message}` : message);

function mark(input, id) {
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-errormessage", id);
}

function unmark(input) {
  input.removeAttribute("aria-invalid");
  input.removeAttribute("aria-errormessage");
}

function ancestors(node, selector) {
  const found = [];
  for (let at = node.closest(selector); at; at = at.parentElement?.closest(selector)) found.push(at);
  return found;
}
