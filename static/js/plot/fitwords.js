/** What is said under the picture of a model and its data. */

import { CROWD } from "./model.js";
import { number } from "./numbers.js";

const MARKS = ["●", "■", "▲", "◆", "▼"]; // as regions.js draws them

/** The line under the picture: what may be done with the points, which rows the next step sees, what the marks mean. */
export function noteOf(data, { editable, batch, epoch, ghost }) {
  if (editable) return "Press to add a point, drag to move it, press it twice to remove it.";
  if (batch) return `The next step sees ${ofBatch(data.kind, batch.length)}; epoch ${epoch + 1}.`;
  if (ghost && data.kind !== "rows") return `Dashed: the model at the point of the map that is looked at, loss ${number(ghost.loss, 3)}.`;
  return legendOf(data) || `${data.rows.toLocaleString("en")} rows`;
}

function ofBatch(kind, count) {
  const rows = count === 1 ? "row" : `${count} rows`;
  if (kind === "rows") return count === 1 ? "one row" : rows;
  return count === 1 ? "the ringed row" : `the ${count} ringed rows`;
}

function legendOf({ kind, rows, target: { labels } }) {
  if (kind === "boundary" && labels.length === 2 && rows > CROWD) return `${labels[0]} in colour, ${labels[1]} in grey; ${rows.toLocaleString("en")} rows`;
  if (kind === "boundary" && labels.length === 2) return `○ ${labels[0]}   ● ${labels[1]}`;
  if (kind === "regions") return labels.map((label, k) => `${MARKS[k % MARKS.length]} ${label}`).join("   ");
  return "";
}

/** "Row 12: x 3, y 4; answer 3.4, loss 0.36; pulls w by −0.5, b by −1.2". */
export function rowInWords(data, { rows }, row, variables) {
  const said = (column, value) => `${column.title} ${column.labels[value] ?? number(value)}`;
  const given = [...data.inputs.map((input, k) => said(input, data.x[k][row])), said(data.target, data.y[row])];
  const told = `Row ${row + 1}: ${given.join(", ")}`;
  if (!rows) return told;
  return `${told}; answer ${answerOf(data.target, rows.answer[row])}, loss ${number(rows.loss[row], 3)}; pulls ${pullOf(rows, row, variables)}`;
}

/** Of several kinds the likeliest by its name; else a number. */
const answerOf = ({ labels }, answer) => (labels.length > 2 ? labels[answer] : number(answer, 3));

/** By how much a row pulls each weight; of a network all of them together. */
function pullOf({ gradient, pull }, row, variables) {
  if (pull) return `all weights by ${number(pull[row], 3)}`;
  const negative = (value) => (value === null ? null : -value);
  return variables.map((name, k) => `${name} by ${number(negative(gradient[k][row]), 3)}`).join(", ");
}
