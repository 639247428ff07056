/**
 * The query of the page: read, written and changed as ordered pairs of strings.
 *
 * Pure. Values stay the very text that was read; nothing is canonicalised, no default is invented, and what is
 * not understood is kept, so that the server can refuse it by name.
 */

/** Pairs of `[key, text]` from a query string, with or without its question mark. */
export function read(text) {
  return [...new URLSearchParams(text)];
}

/** The query string of pairs: what `read` gives back, pair for pair. */
export function write(pairs) {
  return pairs.map(([key, text]) => `${encode(key)}=${encode(text)}`).join("&");
}

/** The text under a key, or undefined. */
export function textOf(pairs, key) {
  return pairs.find(([name]) => name === key)?.[1];
}

/** The pairs with some keys set to new texts, in their place; null takes a key out. */
export function change(pairs, texts) {
  const left = new Map(Object.entries(texts));
  const kept = pairs.flatMap(([key, text]) => {
    if (!(key in texts)) return [[key, text]];
    const wanted = left.get(key) ?? null;
    left.delete(key);
    return wanted === null ? [] : [[key, wanted]];
  });
  const added = [...left].filter(([, text]) => text !== null && text !== undefined);
  return [...kept, ...added];
}

/** What is computed and what is only looked at: the pairs parted by the names of the view keys. */
export function part(pairs, viewNames) {
  const isView = ([key]) => viewNames.includes(key);
  return { experiment: pairs.filter((pair) => !isView(pair)), view: pairs.filter(isView) };
}

/** What decides the drawn surface alone: not the runs, not how long they go. */
export function surfacePart(pairs) {
  return pairs.filter(([key]) => ["surface", "formula", "window"].includes(key) || key.startsWith("s."));
}

/** What decides the rows behind a surface: not the window either, nor the plane that a network is seen on. */
export function dataPart(pairs) {
  return pairs.filter(([key]) => key === "surface" || (key.startsWith("s.") && !["s.plane", "s.weights"].includes(key)));
}

/** The letters of the runs that have an optimizer, in the order of the alphabet offered. */
export function runLetters(pairs, alphabet) {
  return [...alphabet].filter((letter) => textOf(pairs, letter) !== undefined);
}

/** The letters still free for a new run. */
export function freeLetters(pairs, alphabet) {
  return [...alphabet].filter((letter) => textOf(pairs, letter) === undefined);
}

/** The pairs of one run, as `[rest of the key, text]`: "" is its optimizer, ".lr" a setting, "@120" a change. */
export function runPairs(pairs, letter) {
  return pairs.filter(([key]) => isOf(letter, key)).map(([key, text]) => [key.slice(1), text]);
}

/** The pairs without one run. */
export function withoutRun(pairs, letter) {
  return pairs.filter(([key]) => !isOf(letter, key));
}

/** The pairs with run `from` once more, under the letter `to`. */
export function withCopy(pairs, from, to) {
  return [...pairs, ...runPairs(pairs, from).map(([rest, text]) => [to + rest, text])];
}

/** The pairs with another optimizer in a run; only the settings named in `kept` outlive the old one. */
export function withOptimizer(pairs, letter, id, kept) {
  const stays = (key) => key === letter || !isOf(letter, key) || kept.some((name) => covers(name, key.slice(2)));
  return change(pairs, { [letter]: id }).filter(([key]) => stays(key));
}

/** The pairs on another surface; what belonged to the old one (parameters, window, starts, playhead, what the link said of itself) is left. */
export function withSurface(pairs, texts) {
  const left = pairs.filter(([key]) => !/^(surface|formula|window|start|step|title|description|s\..*|.\.start(@.*)?)$/.test(key));
  return [...Object.entries(texts), ...left];
}

/** The pairs without any window or start that has coordinates for another number of variables. */
export function withCoordinates(pairs, dimension) {
  const wanted = (key) => (key === "window" ? 2 * dimension : /^(start|.\.start(@.*)?)$/.test(key) ? dimension : null);
  const fits = (key, text) => wanted(key) === null || /^[a-z]/.test(text) || text.split(",").length === wanted(key);
  return pairs.filter(([key, text]) => fits(key, text));
}

/** A number in so many significant digits, as text: plain, or with an exponent where that is much shorter. */
export function shortest(number, digits = 4) {
  const rounded = Number(number.toPrecision(digits));
  const [plain, scientific] = [String(rounded), rounded.toExponential().replace("e+", "e")];
  return plain.length > scientific.length + 1 ? scientific : plain;
}

const isOf = (letter, key) => key === letter || key.startsWith(`${letter}.`) || key.startsWith(`${letter}@`);

const covers = (name, setting) => setting === name || setting.startsWith(`${name}.`);

const encode = (text) => encodeURIComponent(text).replace(/%(?:2C|40|3A|2F)/g, decodeURIComponent);
