/** Between a number in its range and a slider's position from 0 to 1. Logarithmic where the range allows it. */

/** The position of a number, held within 0 and 1. */
export function positionOf(number, { range: [low, high], scale }) {
  const share = logarithmic(low, scale) ? Math.log(number / low) / Math.log(high / low) : (number - low) / (high - low);
  return Math.min(1, Math.max(0, Number.isNaN(share) ? 0 : share));
}

/** The number at a position. The ends are exactly the range's own. */
export function numberAt(position, { range: [low, high], scale, whole }) {
  if (position <= 0) return low;
  if (position >= 1) return high;
  const number = logarithmic(low, scale) ? low * (high / low) ** position : low + (high - low) * position;
  return whole ? Math.round(number) : number;
}

/** One press of an arrow key from a number: a tenth of a logarithmic one, a hundredth of a linear range. */
export function nudged(number, direction, parameter) {
  const [low, high] = parameter.range;
  const step = parameter.whole ? 1 : (high - low) / 100;
  const grows = logarithmic(low, parameter.scale) && !parameter.whole;
  const next = grows ? number * 1.1 ** direction : number + direction * step;
  return Math.min(high, Math.max(low, next));
}

const logarithmic = (low, scale) => scale === "log" && low > 0;
