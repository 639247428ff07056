/** The page's colours, read from its CSS custom properties and put in a form that canvas, WebGL and plotly share. */

const LETTERS = [..."abcdefgh"];
const MAP = [0, 1, 2, 3, 4, 5, 6, 7, 8];
const KINDS = [0, 1, 2, 3, 4, 5];
const NAMES = ["ink", "ink-soft", "paper", "panel", "line", "accent", "answer"]
  .concat(LETTERS.map((letter) => `run-${letter}`), MAP.map((k) => `map-${k}`), KINDS.map((k) => `kind-${k}`));

const pixel = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/**
 * What the page wears now: `ink`, `soft`, `paper`, `panel`, `line`, `accent`, `answer` and `map` (nine colours, low to
 * high) as "rgb()" text, `run(id)` the colour of a run, `kind(k)` that of a kind of rows, `font` the page's typeface.
 */
export function readTheme() {
  const colour = resolved();
  return {
    ink: colour.ink,
    soft: colour["ink-soft"],
    paper: colour.paper,
    panel: colour.panel,
    line: colour.line,
    accent: colour.accent,
    answer: colour.answer,
    map: MAP.map((k) => colour[`map-${k}`]),
    kind: (k) => colour[`kind-${k % KINDS.length}`],
    run: (id) => colour[`run-${id}`] ?? colour.accent,
    font: getComputedStyle(document.body).fontFamily,
  };
}

const known = new Map();

/** [red, green, blue, alpha], each 0 to 255, of any colour that CSS knows. Read back from a canvas once for each. */
export function channels(colour) {
  if (!known.has(colour)) known.set(colour, painted(colour));
  return known.get(colour);
}

function painted(colour) {
  pixel.clearRect(0, 0, 1, 1);
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  return [...pixel.getImageData(0, 0, 1, 1).data];
}

/** The same colour, let through to the share `alpha`. */
export function faint(colour, alpha) {
  const [red, green, blue] = channels(colour);
  return `rgba(${red}, ${green}, ${blue}, ${alpha})`;
}

/** `share` of one colour on another, as an opaque colour: lines in a 3-D scene can't be let through. */
export function blend(colour, ground, share) {
  const [above, below] = [channels(colour), channels(ground)];
  const mixed = [0, 1, 2].map((c) => Math.round(below[c] + (above[c] - below[c]) * share));
  return `rgb(${mixed.join(", ")})`;
}

/** The surface colours as plotly wants them: [[0, colour], .., [1, colour]]. */
export function plotlyScale(theme) {
  return theme.map.map((colour, k) => [k / (theme.map.length - 1), colour]);
}

/** A table of `count` [red, green, blue] between the surface colours, low to high. */
export function colourTable(theme, count) {
  const stops = theme.map.map(channels);
  return Array.from({ length: count }, (_, k) => between(stops, (k / Math.max(1, count - 1)) * (stops.length - 1)));
}

function between(stops, place) {
  const low = Math.min(Math.floor(place), stops.length - 2);
  return [0, 1, 2].map((c) => stops[low][c] + (stops[low + 1][c] - stops[low][c]) * (place - low));
}

/** One style pass for all of them: a property may hold `var()` or `light-dark()`, which only an element resolves. */
function resolved() {
  const probe = document.createElement("div");
  probe.hidden = true;
  for (const name of NAMES) probe.append(Object.assign(document.createElement("i"), { style: `color: var(--${name})` }));
  document.body.append(probe);
  const colours = [...probe.children].map((child) => getComputedStyle(child).color);
  probe.remove();
  return Object.fromEntries(NAMES.map((name, k) => [name, plain(colours[k])]));
}

/** plotly reads rgb() but not every newer notation. */
function plain(colour) {
  const [red, green, blue, alpha] = channels(colour);
  return alpha === 255 ? `rgb(${red}, ${green}, ${blue})` : `rgba(${red}, ${green}, ${blue}, ${alpha / 255})`;
}
