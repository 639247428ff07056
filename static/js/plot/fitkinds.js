/**
 * The ways to draw a model over its data: as a curve over one input, a boundary of two kinds over two, regions of
 * several kinds, or row by row where more goes in than a picture has room for.
 *
 * Each has `axes(data)`, what stands across and upwards; `place(data, k, answers)`, where row k lies; and paints what
 * lies `under` the rows, the `rows`, and a run's `model` with its look. `answers` are those of the run in focus.
 */

import { answersOn, kindRange, placeOfAnswer, rightOn } from "./answers.js";
import { stroke } from "./marks.js";
import { errorsOn, modelOn, rowsOn } from "./model.js";
import { kindMark, regionsOn, turnsOn } from "./regions.js";
import { faint } from "./theme.js";

const curve = {
  axes: ({ inputs, target }) => [inputs[0], target],
  place: ({ x, y }, k) => [x[0][k], y[k]],
  under(context, axes, { data, fit, theme }) {
    if (data.threshold !== null) undecided(context, axes, data.threshold, theme);
    if (fit.rows && fit.errors !== "none") {
      errorsOn(context, axes, data, fit.rows.answer, { colour: theme.run(fit.rows.run), squares: fit.errors === "squares" });
    }
  },
  rows: rowsOn,
  model: (context, axes, { shape, places, look }) => modelOn(context, axes, shape, places.x, look),
};

const boundary = {
  ...curve,
  axes: ({ inputs }) => inputs,
  place: ({ x }, k) => [x[0][k], x[1][k]],
  under() {},
};

const regions = {
  axes: ({ inputs, target }) => (inputs.length === 1 ? [inputs[0], { ...target, range: kindRange(target.labels.length) }] : inputs),
  place: (data, k) => (data.inputs.length === 1 ? curve : boundary).place(data, k),
  under(context, axes, { fit, focus, theme }) {
    const shape = fit.curves.shapes.get(focus);
    if (shape?.regions) regionsOn(context, axes, fit.curves, shape.regions, theme);
  },
  rows(context, axes, data, theme, place) {
    for (let k = 0; k < data.rows; k++) kindMark(context, ...axes.pixel(...place(k)), data.y[k], theme);
  },
  model(context, axes, { shape, places, look }) {
    if (shape.boundary) modelOn(context, axes, shape, null, look);
    else if (shape.regions) turnsOn(context, axes, places, shape.regions, look);
  },
};

const rows = {
  axes({ target, threshold }) {
    const kinds = target.labels.length;
    const across = kinds ? { ...target, range: kindRange(kinds) } : target;
    if (threshold !== null) return [across, { title: `chance of ${target.labels[1] ?? `${target.title} 1`}`, unit: "", labels: [], range: [-0.05, 1.05] }];
    return [across, { ...across, title: `${target.title}, as the network has it` }];
  },
  place: (data, k, answers) => (answers?.[k] === null || !answers ? [NaN, NaN] : placeOfAnswer(data, k, answers[k])),
  under: (context, axes, { data, theme }) => rightOn(context, axes, data, theme),
  rows() {},
  model(context, axes, { data, shape, look }) {
    if (shape.answers) answersOn(context, axes, data, shape.answers, look);
  },
};

const KINDS = { curve, boundary, regions, rows };

export const kindOf = (data) => KINDS[data.kind];

/** The answer at which a classifier can't decide. */
function undecided(context, axes, threshold, theme) {
  const [, py] = axes.pixel(0, threshold);
  context.beginPath();
  context.moveTo(axes.left, py);
  context.lineTo(axes.left + axes.width, py);
  context.setLineDash([2, 4]);
  stroke(context, faint(theme.ink, 0.4), 1);
  context.setLineDash([]);
}
