import { addressOf, ask } from "../ask.js";
import { part, textOf, write } from "../experiment.js";
import { createInstruments } from "../instruments.js";
import { fromRoot } from "../root.js";
import { openingOf } from "./steps.js";

const GRIDS = { network: [21, 51, 101], other: [101] };
const STRETCH = 50; // steps; the instruments' answers begin at multiples of it

/**
 * The addresses that a lecture needs when the network is gone: the page and its notes, its files, and for every step
 * what the page asks to show it and to play it.
 */
export async function neededFor({ steps, files, catalog, place = location }) {
  const page = place.href.split("#")[0];
  const own = [page, page.replace(/(\?|$)/, "/notes$1"), addressOf("catalog")];
  const all = await Promise.all(steps.map((step) => ofStep(step, catalog)));
  return [...new Set([...own, ...files.map((path) => new URL(path, fromRoot("")).href), ...all.flat()])];
}

async function ofStep(step, catalog) {
  const pairs = openingOf(step);
  const query = write(part(pairs, catalog.viewNames).experiment);
  const surface = catalog.surfaceQuery(pairs);
  const grids = catalog.isNetwork(pairs) ? GRIDS.network : GRIDS.other;
  return [
    addressOf("experiment", query),
    ...grids.map((n) => addressOf("surface", [surface, `n=${n}`].filter(Boolean).join("&"))),
    addressOf("run", query),
    `${addressOf("poster.webp")}?${step.query}&theme=light&width=480&height=300`, // in the notes
    ...besides(pairs, await ask("experiment", query), catalog),
  ];
}

/** What the instruments ask while the runs go from their beginning to their end. */
function besides(pairs, experiment, catalog) {
  const asked = new Set();
  const get = (what, query) => {
    asked.add(addressOf(what, query));
    return new Promise(() => {}); // only the address is wanted
  };
  const instruments = createInstruments({ surfaceQuery: catalog.surfaceQuery, changed: () => {}, get });
  const { query, steps, runs, fitted, network } = experiment;
  for (let k = 0; k <= steps; k += STRETCH) {
    if (!network) instruments.inside(query, k);
    if (fitted) instruments.curves(query, k, 1);
  }
  if (fitted) instruments.fit(pairs);
  const rests = [0, Number(textOf(pairs, "step") ?? 0), steps];
  if (fitted && runs.length) for (const k of rests) instruments.rows(query, runs[0].id, k);
  if (textOf(pairs, "explain") === "slope") {
    const h = textOf(pairs, "secant") ?? catalog.ofView("secant").default;
    for (const { start, values } of runs.slice(0, 1)) instruments.derivative(pairs, { at: start, h: Number(h), lr: values.lr ?? null });
  }
  return asked;
}
