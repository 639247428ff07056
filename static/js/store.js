import { read, write } from "./experiment.js";

const SAME_GESTURE_MS = 1200;
const NOTHING = { gesture: null, at: -Infinity, press: null };
const WRITE_EVERY_MS = 350; // browsers refuse or drop more than about a hundred URL changes in ten seconds

/**
 * The page's state is its query, held here; the only place that touches the browser's history.
 *
 * Changes that share a `gesture` (one drag, one word being typed) make one entry to go back to.
 * Subscribers hear `(pairs, {source, restart})`. Without `entries` no change is a place to go back to: within another
 * page, the history is that page's.
 */
export function createStore(page = window, { entries = true } = {}) {
  let pairs = read(page.location.search);
  let last = NOTHING;
  const heard = new Set();
  const address = createAddress(page);
  const press = pressOn(page);

  function set(next, { gesture = null, replace = false, restart = false } = {}) {
    if (write(next) === write(pairs)) return;
    const now = performance.now();
    const goesOn = !entries || replace || last.refused || (gesture !== null && gesture === last.gesture && isSame(now));
    if (!replace) last = { gesture, at: now, press: press() };
    pairs = next;
    if (goesOn) address.replace(write(pairs));
    else address.push(write(pairs));
    tell({ source: "page", restart });
  }

  /** A drag is one gesture for as long as it is held, and no other; what is typed, until it rests. */
  function isSame(now) {
    const held = press();
    return held !== null && held === last.press ? true : last.press === null && now - last.at < SAME_GESTURE_MS;
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
    last = NOTHING;
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

/** Which press of the pointer holds now, as a number; null where none does. What hears the release is still part of it. */
function pressOn(page) {
  let count = 0;
  let held = null;
  const release = () => {
    const mine = held;
    setTimeout(() => held === mine && (held = null));
  };
  page.addEventListener("pointerdown", () => (held = count += 1), { capture: true });
  for (const name of ["pointerup", "pointercancel"]) page.addEventListener(name, release, { capture: true });
  return () => held;
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
