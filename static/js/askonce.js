import { ask } from "./ask.js";

const KEPT = 60;

/** What the server says of a text that is typed, null where it refuses it; the same text is asked about once. */
export function askOnce(what) {
  const known = new Map();

  return async (query) => {
    if (known.has(query)) return known.get(query);
    try {
      known.set(query, await ask(what, query));
    } catch (problem) {
      if (problem.status !== 422) return null; // it may be there the next time
      known.set(query, null);
    }
    if (known.size > KEPT) known.delete(known.keys().next().value);
    return known.get(query) ?? null;
  };
}
