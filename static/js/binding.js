import { change, textOf } from "./experiment.js";
import { numberField } from "./fields.js";

/** Fields bound to keys of the query: what is typed goes into the store, what the store says into the fields. */
export function createBinding(store) {
  const kept = [];

  /** A writer for one key: `write(text, gesture, how)`, null for "take the key out". */
  const set = (key) => (text, gesture = null, how = {}) =>
    store.set(change(store.get(), { [key]: text }), { gesture, ...how });

  /** Keep a field in step with `from(pairs, experiment)`; gives back its element. */
  function keep(field, from) {
    kept.push({ sync: field.sync, from });
    return field.element;
  }

  /** A number of the catalogue under its key. */
  function number(key, parameter, how = {}) {
    return keep(numberField({ name: key, parameter, write: set(key), ...how }), (pairs) => textOf(pairs, key));
  }

  function sync(pairs, experiment) {
    for (const field of kept) field.sync(field.from(pairs, experiment));
  }

  return { set, keep, number, sync };
}
