import { change, freeLetters, part, read, runLetters, textOf, withCopy, write } from "../../experiment.js";
import { reach } from "../../trajectories.js";

const ON_THE_MAP = ["where", "swarm"]; // whose answers are places on it

/** What an activity is about: where, which, rate, swarm or poll. */
export const kindOf = ({ ask, kind }) => ask ?? kind;

/**
 * What of an activity is in the pictures: its experiment at the start, what lies over it, and the true runs.
 *
 * What was there before comes back with `putAway()`.
 */
export function createShowing({ catalog, store, session, playback, playhead, overlay }) {
  let before = null;
  let done = null; // called once when what is played has come to its end
  let waits = false; // for the runs to be there

  const partsOf = (pairs) => part(pairs, catalog.viewNames);
  const experimentOf = (pairs) => write(partsOf(pairs).experiment);
  const isShown = () => session.get().query === experimentOf(store.get());

  /** The pairs of an experiment, as it is written here if it is the one that is shown; the map alone where answers are places on it. */
  function pairsOf(query, kind, look = {}) {
    const now = partsOf(store.get());
    const experiment = session.get().experiment?.query === query ? now.experiment : read(query);
    const wide = ON_THE_MAP.includes(kind) ? { view: "contour", hide: "loss" } : {};
    return change([...experiment, ...now.view], { ...wide, step: null, explain: null, autoplay: null, ...look });
  }

  /** Of the runs, the one that is asked about alone. */
  function alone({ query, run, ask: what }) {
    const others = runLetters(read(query), catalog.letters).filter((letter) => letter !== run);
    return what === "where" ? { hide: ["loss", ...others].join(",") } : {};
  }

  function put(pairs) {
    before ??= store.get();
    store.set(pairs, { replace: true, restart: true });
  }

  function settle() {
    if (!done || waits || playback.get().state !== "ended") return;
    const tell = done;
    done = null;
    tell();
  }

  /** Of a swarm the last run to end may be another than the one that the page computes. */
  function lengthen(swarm) {
    if (swarm && session.get().complete) playback.setReach(Math.max(swarm.steps, playback.get().reach), true);
  }

  playback.subscribe(settle);
  session.subscribe((what) => {
    if (what !== "shown" || !waits) return;
    waits = false;
    settle();
  });

  return {
    /** The experiment that is asked about, at rest at its start. */
    ask(activity) {
      done = null;
      if (!activity.query) return;
      put(pairsOf(activity.query, kindOf(activity), { ...alone(activity), step: "0" }));
      if (isShown()) playhead.place(0);
    },
    /** The runs from the start, and then `ended()`; of a learning rate, those on both sides of the edge. */
    play(activity, { truth, swarm = null, ended }) {
      const query = activity.ask === "rate" ? aroundEdge(activity, truth, catalog.letters) : activity.query;
      put(pairsOf(query, kindOf(activity), alone(activity)));
      waits = !isShown();
      done = ended;
      if (waits) return;
      lengthen(swarm);
      playhead.begin();
    },
    /** The end, at once. */
    skip: playback.toEnd,
    over: overlay,
    putAway() {
      overlay(null);
      done = null;
      const [came, now] = [before, store.get()];
      before = null;
      if (came === null) return;
      const same = experimentOf(came) === experimentOf(now);
      store.set(change(came, { theme: textOf(now, "theme") ?? null, ...(same && { step: textOf(now, "step") ?? null }) }), { replace: true, restart: !same });
      if (same) playback.setReach(reach(session.get().runs, session.get().complete), session.get().complete);
    },
    /** Something else was put into the pictures meanwhile: it stays there. */
    letGo() {
      overlay(null);
      done = null;
      before = null;
    },
  };
}

const WITHIN = 1e-3;

/** A number with few digits hardly below another, or hardly above it. */
function few(number, side) {
  const near = (text) => side * (Number(text) - number) >= 0 && Math.abs(Number(text) - number) <= WITHIN * number;
  for (let digits = 2; digits < 17; digits++) {
    const unit = 10 ** (Math.floor(Math.log10(number)) - digits + 1);
    const text = String(Number(((side > 0 ? Math.ceil(number / unit) : Math.floor(number / unit)) * unit).toPrecision(digits)));
    if (near(text)) return text;
  }
  return String(number);
}

/** The run with the largest learning rate that holds, and once more with one that breaks. */
function aroundEdge({ query, run }, { rate, breaks, again }, letters) {
  const [below, above] = again ? [String, String] : [(number) => few(number, -1), (number) => few(number, 1)];
  const pairs = read(query);
  const ofOthers = new RegExp(`^[${[...letters].filter((letter) => letter !== run).join("")}]([.@]|$)`);
  const alone = pairs.filter(([key]) => !ofOthers.test(key));
  const held = change(alone, { [`${run}.lr`]: rate === null ? above(breaks) : below(rate) });
  if (rate === null || breaks === null) return write(held);
  const [other] = freeLetters(held, letters);
  return write(change(withCopy(held, run, other), { [`${other}.lr`]: above(breaks) }));
}
