/**
 * How long the lecture has been going, in milliseconds, by a clock of milliseconds. `kept` is where it outlives the
 * window's being loaded again: an object with `get()` and `set(value)`, the value {since, before}.
 */
export function createTimer({ now = Date.now, kept }) {
  let { since, before } = kept.get() ?? { since: null, before: 0 };

  function set(next) {
    ({ since, before } = next);
    kept.set(next);
  }

  const elapsed = () => before + (since === null ? 0 : now() - since);

  return {
    elapsed,
    runs: () => since !== null,
    untouched: () => since === null && before === 0,
    toggle: () => set(since === null ? { since: now(), before } : { since: null, before: elapsed() }),
    reset: () => set({ since: since === null ? null : now(), before: 0 }),
  };
}

/** Milliseconds as minutes and seconds, such as 7:05; with hours where there are any. */
export function asMinutes(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** What a window keeps under a name for as long as it is open. */
export function keptInWindow(name, storage = sessionStorage) {
  return {
    get: () => JSON.parse(storage.getItem(name) ?? "null"),
    set: (value) => storage.setItem(name, JSON.stringify(value)),
  };
}
