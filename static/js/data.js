import { change, textOf, withSurface } from "./experiment.js";

/**
 * The data under a fitted surface, as the query and the catalogue tell of them. Pure.
 */

const OF_WEIGHTS = /^(window|start|step|.\.start(@.*)?)$/; // places among the weights of one table

/** What the query says of a fitted surface's setting, or its default. */
export function settingOf(surface, pairs, name) {
  return textOf(pairs, `s.${name}`) ?? surface.parameters.find((one) => one.name === name)?.default;
}

/** The table's columns, those looked at by default, and what may be set of it; own tables as the server accepted them. */
export function tableOf(catalog, surface, pairs, experiment) {
  const id = settingOf(surface, pairs, "data");
  const known = catalog.table(id);
  const own = experiment?.fit && experiment.parameters.data === id ? experiment.fit : null;
  const first = usual(surface, "data") === id;
  return {
    id,
    name: known?.name ?? "Your data",
    columns: known?.columns ?? own?.columns ?? [],
    x: first && usual(surface, "x") ? usual(surface, "x").split(",") : known?.x ?? own?.x ?? [],
    y: first && usual(surface, "y") ? usual(surface, "y") : known?.y ?? own?.y ?? "",
    parameters: (known?.parameters ?? []).map((one) => (first && surface.parameters.find(({ name }) => name === one.name)) || one),
  };
}

/** The pairs on another table: its columns, its parameters and places among the weights stay behind with the old one. */
export function withTable(pairs, catalog, surface, id, texts = {}) {
  const stay = lasting(catalog, surface).map((name) => `s.${name}`);
  const left = pairs.filter(([key]) => (!key.startsWith("s.") || stay.includes(key)) && !OF_WEIGHTS.test(key));
  return change(left, { "s.data": id === usual(surface, "data") ? null : id, ...texts });
}

/** The pairs with other columns, or columns of another scale: places among the weights that went with the old ones are left. */
export function withColumns(pairs, texts) {
  return change(pairs.filter(([key]) => !OF_WEIGHTS.test(key)), texts);
}

/** The pairs with another loss, without what belonged to the one before. */
export function withLoss(pairs, catalog, surface, id) {
  const own = catalog.losses.filter((loss) => loss.id !== id).flatMap((loss) => loss.parameters.map(({ name }) => `s.${name}`));
  return change(pairs.filter(([key]) => !own.includes(key)), { "s.loss": id === usual(surface, "loss") ? null : id });
}

/** The pairs with a table of one's own under a network as it is, or else under the plain fit; the runs stay. */
export function withOwn(pairs, catalog, { data, x, y, standardize, model }) {
  if (catalog.isNetwork(pairs)) {
    const scaled = { "s.standardize": standardize ? null : "0" };
    return withTable(pairs, catalog, catalog.surface(textOf(pairs, "surface")), data, { "s.x": x.join(","), "s.y": y, "s.weights": null, ...scaled });
  }
  const plain = catalog.surface("fit");
  const texts = { surface: "fit", "s.data": data, "s.model": model === usual(plain, "model") ? null : model };
  const chosen = { "s.x": x.join(","), "s.y": y, "s.standardize": standardize ? "1" : null };
  return withSurface(pairs, told({ ...texts, ...chosen }));
}

/** The pairs with points put down by hand: under the surface as it is where `surface` is given, else under the plain fit. */
export function withPoints(pairs, catalog, surface, points) {
  const texts = { "s.points": points };
  if (surface) return withTable(pairs, catalog, surface, "points", texts);
  return withSurface(pairs, { surface: "fit", "s.data": "points", ...texts });
}

/** Rows of x and y as the text of points, or null where these can't stand for them. */
export function pointsOf({ x, y }, most) {
  const [inputs] = x;
  if (x.length !== 1 || inputs.length > most) return null;
  const short = (value) => String(Number(value.toPrecision(4)));
  return inputs.map((value, row) => `${short(value)},${short(y[row])}`).join(";");
}

/** The columns that go in, one or two: those of the query, or those that the table is looked at by. */
export function inputsOf(pairs, table) {
  const text = textOf(pairs, "s.x");
  return text === undefined ? table.x : text.split(",").map((name) => name.trim()).filter(Boolean);
}

/** A column as a reader chooses it. */
export function columnTitle({ title, unit, kinds }) {
  const said = unit ? `${title}, ${unit}` : title;
  return kinds > 2 ? `${said} (${kinds} kinds)` : said;
}

/** The settings that outlive another choice of data. */
function lasting(catalog, surface) {
  const ofTable = catalog.table(usual(surface, "data"))?.parameters.map(({ name }) => name) ?? [];
  const ofLosses = catalog.losses.flatMap((loss) => loss.parameters.map(({ name }) => name));
  const own = surface.parameters.map(({ name }) => name);
  return [...own, ...ofLosses].filter((name) => !["data", "x", "y", ...ofTable].includes(name));
}

const usual = (surface, name) => surface.parameters.find((one) => one.name === name)?.default;

const told = (texts) => Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== null));
