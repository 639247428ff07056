/** How numbers are written: true minus signs, a few significant figures, powers of ten where they say more. */

const SUPERSCRIPTS = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
const LARGE = 1e6;
const SMALL = 1e-4;

/** "10⁻⁵" for -5. */
export function powerOfTen(exponent) {
  return "10" + [...String(exponent)].map((digit) => SUPERSCRIPTS[digit]).join("");
}

/** A number for reading, such as "−0.47", "12.35" or "1.2×10⁻⁵"; "–" where there is none. */
export function number(value, figures = 4) {
  if (value === null || value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const size = Math.abs(value);
  if (size !== 0 && (size >= LARGE || size < SMALL)) return scientific(value, figures);
  return minus(String(size >= 10 ** figures ? Math.round(value) : Number(value.toPrecision(figures))));
}

/** The same with its figures kept, so that a changing number does not jump about: "12.30". */
export function steady(value, figures = 4) {
  const text = number(value, figures);
  const whole = value === null || !Number.isFinite(value) || Math.abs(value) >= 10 ** figures || text.includes("10⁻");
  return whole ? text : minus(value.toPrecision(figures));
}

/** `value` rounded to what one pixel of a picture can tell apart. */
export function toPixel(value, unitsPerPixel) {
  const decimals = Math.min(12, Math.max(0, Math.ceil(-Math.log10(unitsPerPixel))));
  return Number(value.toFixed(decimals));
}

function scientific(value, figures) {
  const [digits, exponent] = value.toExponential(figures - 1).split("e");
  const power = powerOfTen(Number(exponent));
  const mantissa = String(Number(digits));
  return mantissa === "1" ? power : `${minus(mantissa)}×${power}`;
}

function minus(text) {
  return text.replace("-", "−");
}
