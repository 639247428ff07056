import { ask } from "./ask.js";
import { dataPart, write } from "./experiment.js";

const STRETCH = 200; // steps in one answer of /api/inside
const CURVES = 100; // steps in one answer of /api/curves
const KEPT = 48;

/**
 * What the instruments ask the server beside the runs: what is inside them, the slope at a point, the gradient
 * field, the comparison, one step's arithmetic. Answers are kept a while; `changed()` when a new one is there.
 *
 * Every method gives what is known now, or null, and asks for what is missing by `get(what, query)`.
 */
export function createInstruments({ surfaceQuery, changed, failed, get = ask }) {
  const known = new Map();
  const asked = new Set();

  function answer(what, query) {
    const key = `${what}?${query}`;
    if (known.has(key)) return known.get(key);
    if (!asked.has(key)) fetchOne(what, query, key);
    return null;
  }

  async function fetchOne(what, query, key) {
    asked.add(key);
    try {
      keep(key, await get(what, query));
    } catch (problem) {
      keep(key, { problem });
      failed?.(what, problem);
    }
    asked.delete(key);
    changed(what);
  }

  function keep(key, value) {
    known.set(key, value);
    for (const old of [...known.keys()].slice(0, Math.max(0, known.size - KEPT))) known.delete(old);
  }

  /** What moves each run at a step, by letter; the next stretch is asked for in time. */
  function inside(query, step) {
    const stretch = (from) => answer("inside", joined(query, `from=${from}`));
    const from = STRETCH * Math.floor(step / STRETCH);
    if (step - from > STRETCH / 2) stretch(from + STRETCH);
    const runs = stretch(from)?.runs ?? [];
    return new Map(runs.map((run) => [run.id, rowOf(run, step - from)]));
  }

  /** The models of the runs at a step, told every few steps: {shapes by letter, x, y}; null until they are there. */
  function curves(query, step, every) {
    const span = CURVES * every;
    const stretch = (from) => answer("curves", joined(query, `from=${from}&every=${every}`));
    const from = span * Math.floor(step / span);
    if (step - from > span / 2) stretch(from + span);
    const found = stretch(from);
    return found && !found.problem ? { x: found.x ?? null, y: found.y ?? null, shapes: shapesAt(found, step) } : null;
  }

  return {
    inside,
    curves,
    fit: (pairs) => answer("fit", write(dataPart(pairs))),
    curve: (pairs, at) => answer("curve", joined(surfaceQuery(pairs), `at=${at.join()}`)),
    rows: (query, letter, step) => answer("rows", joined(query, `run=${letter}&at=${step}`)),
    batch: (query, letter, step) => answer("batch", joined(query, `run=${letter}&at=${step}`)),
    arithmetic: (query, letter, step) => answer("arithmetic", joined(query, `run=${letter}&at=${step}`)),
    derivative: (pairs, { at, h, lr }) =>
      answer("derivative", joined(surfaceQuery(pairs), `at=${at.join()}&secant=${h}${lr === null ? "" : `&lr=${lr}`}`)),
    field: (pairs) => answer("field", surfaceQuery(pairs)),
    compare: (query) => answer("compare", query),
  };
}

/** Each run's model at a step, or at its last one. */
function shapesAt({ from, every, runs }, step) {
  const row = Math.floor((step - from) / every);
  const pick = (columns, run) => columns?.[Math.min(row, run.step.length - 1)] ?? null;
  return new Map(runs.map((run) => [run.id, { answers: pick(run.answers, run), boundary: pick(run.boundary, run), regions: pick(run.regions, run) }]));
}

/** The values of a run's columns in one row; null where there is no such step. */
function rowOf(run, row) {
  if (row >= run.step.length) return null;
  const pick = (column) => column?.[row] ?? null;
  const vector = (columns) => {
    const values = [columns?.x, columns?.y].filter(Boolean).map(pick);
    return values.length && values.every((value) => value !== null) ? values : null;
  };
  const each = (columns) => columns && Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, pick(column)]));
  return {
    lr: pick(run.lr), momentum: vector(run.momentum), scale: vector(run.scale),
    symbols: { momentum: run.momentum_symbol ?? null, scale: run.scale_symbol ?? null },
    curvature: each(run.curvature) ?? null, ruler: each(run.ruler) ?? null, words: run.words ?? [],
  };
}

const joined = (...queries) => queries.filter(Boolean).join("&");
