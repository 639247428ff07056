/** Which losses the loss chart spans. Its ends are round, so that the axis changes seldom while paths grow. */

import { scaleOf } from "./heights.js";
import { number } from "./numbers.js";

const DECADES_UP = 3;
const DECADES_DOWN = 16;
const PARTS = 8;

/**
 * The scale and range for `runs` (visible ones) where the reader wants `kind`, "log" or "linear".
 * Losses below zero are put on the logarithmic scale by the answer's `shift`; where even that leaves one below
 * zero the scale is linear; `note` says so. Runs that fly off leave the chart rather than flatten the others.
 * @returns {{scale, range: [number, number], title: string, note: string}}
 */
export function lossRange(runs, kind, shift, span) {
  const seen = spanned(runs);
  if (seen === null) return { scale: scaleOf("linear"), range: [0, 1], title: "loss", note: "" };
  const lift = seen.low < 0 ? shift : 0;
  if (kind !== "log") return linearRange(seen, span, "");
  if (seen.low + lift < 0) return linearRange(seen, span, "Linear here: the loss goes below zero.");
  return logRange(seen, lift);
}

function logRange(seen, lift) {
  const scale = scaleOf("log", lift);
  const top = Math.min(scale.at(seen.high), scale.at(seen.startHigh) + DECADES_UP);
  const bottom = Math.max(scale.at(lift ? seen.low : seen.positive), top - DECADES_DOWN);
  const note = lift ? `Drawn at the logarithm of loss + ${number(lift)}, as it goes below zero.` : "";
  return { scale, title: "loss, log", note, range: rounded(bottom, top, 0.5) };
}

function linearRange(seen, span, note) {
  const top = Math.min(seen.high, seen.startHigh + span / 2);
  const bottom = Math.max(seen.low, seen.startLow - 2 * span);
  const step = 10 ** Math.floor(Math.log10((top - bottom || 1) / PARTS)) * 2;
  return { scale: scaleOf("linear"), title: "loss", note, range: rounded(bottom, top, step) };
}

function rounded(low, high, step) {
  const bottom = Math.floor(low / step + 1e-9) * step;
  const top = Math.ceil(high / step - 1e-9) * step;
  const room = top - bottom || step;
  return [bottom - 0.04 * room, bottom + room * 1.06];
}

/** The extremes of all losses, of the positive ones and of those at the start; null where there is none. */
function spanned(runs) {
  const seen = { low: Infinity, high: -Infinity, positive: Infinity, startLow: Infinity, startHigh: -Infinity };
  for (const { path } of runs) for (let k = 0; k < path.loss.length; k++) take(seen, path.loss[k], k === 0);
  if (seen.low > seen.high) return null;
  if (seen.positive === Infinity) seen.positive = 1;
  return seen;
}

function take(seen, loss, start) {
  if (loss === null) return;
  if (loss < seen.low) seen.low = loss;
  if (loss > seen.high) seen.high = loss;
  if (loss > 0 && loss < seen.positive) seen.positive = loss;
  if (!start) return;
  seen.startLow = Math.min(seen.startLow, loss);
  seen.startHigh = Math.max(seen.startHigh, loss);
}
