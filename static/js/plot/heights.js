/** From a loss to the height it is drawn at, on a linear or a logarithmic scale, and the ticks to read it by. */

import { number, powerOfTen } from "./numbers.js";

const MANY_DECADES = 2;
const STEPS = [1, 2, 5, 10];

/**
 * The scale of a picture. `at(loss)` is the height, `loss(height)` its inverse.
 * On the logarithmic one a loss L stands at log10(L + shift), as the server's answer has it.
 */
export function scaleOf(kind, shift = 0) {
  return kind === "log" ? logarithmic(shift) : linear;
}

const linear = {
  log: false,
  title: "loss",
  at: (loss) => loss ?? NaN,
  loss: (height) => height,
  ticks: (low, high, count) => niceValues(low, high, count).map((at) => ({ at, text: number(at) })),
};

function logarithmic(shift) {
  return {
    log: true,
    title: "loss, logarithmic",
    // What lies below the scale is drawn far down, out of the picture, rather than lost.
    at: (loss) => (loss === null ? NaN : Math.log10(Math.max(loss + shift, Number.MIN_VALUE))),
    loss: (height) => 10 ** height - shift,
    ticks: (low, high, count) => (shift === 0 ? decades(low, high, count) : shifted(low, high, count, shift)),
  };
}

/** Round values between `low` and `high`, about `count` of them. */
export function niceValues(low, high, count) {
  const step = niceStep((high - low) / count);
  if (!(step > 0) || !Number.isFinite(step)) return [low];
  const values = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) values.push(Number((k * step).toPrecision(12)));
  return values;
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * STEPS.find((step) => step * power >= rough * 0.999);
}

function decades(low, high, count) {
  if (high - low < 2) return fractionsOfDecades(low, high);
  const step = Math.max(1, Math.ceil((high - low) / count));
  const ticks = [];
  for (let k = Math.ceil(low / step) * step; k <= high; k += step) ticks.push({ at: k, text: decade(k) });
  return ticks;
}

function decade(exponent) {
  return Math.abs(exponent) <= 3 ? number(10 ** exponent) : powerOfTen(exponent);
}

function fractionsOfDecades(low, high) {
  const ticks = [];
  for (let k = Math.floor(low); k <= high; k++) {
    for (const digit of high - low < 0.7 ? [1, 1.5, 2, 3, 4, 5, 6, 8] : [1, 2, 5]) {
      const at = Math.log10(digit) + k;
      if (at >= low && at <= high) ticks.push({ at, text: number(digit * 10 ** k) });
    }
  }
  return ticks;
}

/** Evenly spread heights, each moved to the nearest loss that is a round number: a power of ten where there are many. */
function shifted(low, high, count, shift) {
  const round = high - low > MANY_DECADES ? powerNear : oneFigure;
  const ticks = new Map();
  for (let k = 0; k <= count; k++) {
    const loss = round(10 ** (low + ((high - low) * k) / count) - shift, shift);
    const at = Math.log10(loss + shift);
    if (at >= low - 1e-9 && at <= high + 1e-9) ticks.set(loss, { at, text: short(loss) });
  }
  return apart([...ticks.values()].sort((a, b) => a.at - b.at), (high - low) / count / 2);
}

function oneFigure(loss, shift) {
  return Math.abs(loss) < shift * 0.1 ? 0 : Number(loss.toPrecision(1));
}

function powerNear(loss, shift) {
  return loss < shift * 0.3 ? oneFigure(loss, shift) : 10 ** Math.round(Math.log10(loss));
}

function short(loss) {
  const exponent = Math.log10(loss);
  return Number.isInteger(exponent) ? decade(exponent) : number(loss);
}

function apart(ticks, distance) {
  const kept = [];
  for (const tick of ticks) if (!kept.length || tick.at - kept.at(-1).at >= distance) kept.push(tick);
  return kept;
}
