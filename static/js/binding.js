import { change, textOf } from "./experiment.js";
import { numberField } from "./fields.js";
import { inForce } from "./midway.js";

/**
 * Fields bound to keys of the query: what is typed goes into the store, what the store says into the fields.
 * `moment` is for numbers that change on a run's way.
 */
export function createBinding(store, moment = null) {
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

  /** A number of a run: what is in force at the playhead shows, and a change during play holds from there on. */
  function onTheWay(letter, parameter, how = {}) {
    const write = (text) => {
      const key = moment.keyFor(store.get(), letter, parameter.name);
      set(key)(text, key);
    };
    const field = numberField({ name: `${letter}.${parameter.name}`, parameter, write, ...how });
    const sync = ({ key, text }) => {
      field.element.dataset.field = key;
      field.sync(text);
    };
    return keep({ element: field.element, sync }, (pairs) => inForce(pairs, letter, parameter.name, moment.step()));
  }

  function sync(pairs, experiment) {
    for (const field of kept) field.sync(field.from(pairs, experiment));
  }

  return { set, keep, number, onTheWay, sync };
}
