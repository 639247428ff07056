import { read, write } from "./experiment.js";

const SAME_GESTURE_MS = 1200;
const WRITE_EVERY_MS = 350; // browsers refuse or drop more than about a hundred URL changes in ten seconds

/**
 * The page's state is its query, held here; the only place that touches the browser's history.
 *
 * Changes that share a `gesture` (one drag, one word being typed) make one entry to go back to.
 * Subscribers hear `(pairs, {source, restart})`.
 */
export function createStore(page = window) {
  let pairs = read(page.location.search);
  let last = { gesture: null, at: -Infinity };
  const heard = new Set();
  const address = createAddress(page);

  function set(next, { gesture = null, replace = false, restart = false } = {}) {
    if (write(next) === write(pairs)) return;
    const now = performance.now();
    const sameGesture = gesture !== null && gesture === last.gesture && now - last.at < SAME_GESTURE_MS;
    const goesOn = replace || last.refused || sameGesture;
    if (!replace) last = { gesture, at: now };
    pairs = next;
    if (goesOn) address.replace(write(pairs));
    else address.push(write(pairs));
    tell({ source: "page", restart });
  }

  /** The server refused what the controls say: they keep it, the address goes back to what is on the picture. */
  function refuse(acceptedQuery) {
    last = { ...last, refused: true };
    address.replace(acceptedQuery);
  }

  function tell(how) {
    for (const hear of heard) hear(pairs, how);
  }

  page.addEventListener("popstate", () => {
    address.arrive();
    pairs = read(page.location.search);
    last = { gesture: null, at: -Infinity };
    tell({ source: "history", restart: false });
  });

  return {
    get: () => pairs,
    set,
    refuse,
    undo: () => address.canUndo() && page.history.back(),
    redo: () => address.canRedo() && page.history.forward(),
    canUndo: address.canUndo,
    canRedo: address.canRedo,
    subscribe(hear) {
      heard.add(hear);
      return () => heard.delete(hear);
    },
  };
}

/**
 * The address bar: pushes at once, replaces at once and then at most a few times a second. Each entry of the
 * history knows its place among those of this page, so that undo never leads off it.
 */
function createAddress(page) {
  const here = () => page.history.state?.place ?? 0;
  let last = here();
  let timer = null;
  let waiting = null;
  const url = (query) => page.location.pathname + (query ? `?${query}` : "");

  function replace(query) {
    waiting = query;
    if (timer !== null) return;
    flush();
    timer = setTimeout(() => {
      timer = null;
      flush();
    }, WRITE_EVERY_MS);
  }

  function flush() {
    if (waiting !== null) page.history.replaceState({ place: here() }, "", url(waiting));
    waiting = null;
  }

  function push(query) {
    flush();
    last = here() + 1;
    page.history.pushState({ place: last }, "", url(query));
  }

  /** Another entry of the history is here: what was still to be written belonged to the one before. */
  function arrive() {
    waiting = null;
    last = Math.max(last, here());
  }

  return { replace, push, arrive, canUndo: () => here() > 0, canRedo: () => here() < last };
}
