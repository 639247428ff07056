import { part, read, textOf, write } from "../experiment.js";
import { addressOf, dressIn, openingOf, placeIn } from "./steps.js";

const PARTS = ["ask", "text", "run", "question", "answer"]; // what "next" goes through, step by step
const OWN = ["step", "theme"]; // view keys that are told apart from the query, or are nobody else's business

/**
 * What is on the stage, as one value that can be read and listened to.
 *
 * `get()` is `{lecture: {lesson|board, step, part} or null, part, query, step, playing, rate, blank, pointer}`: which
 * step of which lecture (from 1), how much of it is shown, what the picture shows and how it is looked at, the playhead,
 * "black" or "white" where the screen is blank, and where the pointer is, as shares of the screen; also `at`, the
 * step's place from 0, and what would come `next`. Subscribers hear it whenever something in it has changed.
 */
export function createLecture({ told, catalog, store, playback, playhead, session, page = window }) {
  const { name, steps } = told;
  const at = placeIn(page.location.hash, steps);
  const state = { at, part: firstPart(steps[at]), blank: null, pointer: null };
  const heard = new Set();
  let before = "";
  let arriving = session.get().query === null; // the step's own picture isn't there yet

  function get() {
    const { step, state: clock, rate } = playback.get();
    return {
      lecture: name && { ...name, step: state.at + 1, part: state.part },
      part: state.part, query: shownQuery(), step, playing: clock === "playing", rate,
      blank: state.blank, pointer: state.pointer,
    };
  }

  function shownQuery() {
    const looked = part(store.get(), catalog.viewNames).view.filter(([key]) => !OWN.includes(key));
    return [session.get().experiment?.query, write(looked)].filter(Boolean).join("&");
  }

  function tell() {
    const now = whole();
    if (JSON.stringify(now) === before) return;
    before = JSON.stringify(now);
    for (const hear of heard) hear(now);
  }

  function set(change) {
    Object.assign(state, change);
    tell();
  }

  /** A step from its beginning, or from where its words are. */
  function open(at, shown = firstPart(steps[at])) {
    const pairs = openingOf(steps[at], dress());
    arriving = session.get().query !== write(part(pairs, catalog.viewNames).experiment);
    playback.seek(0); // where the old runs stood means nothing to the new ones
    store.set(pairs, { replace: true, restart: true });
    // A picture that is there already isn't shown anew, so nothing else puts its playhead back.
    if (!arriving) playhead.place(Number(textOf(pairs, "step") ?? 0));
    set({ at, part: shown });
    keepAddress();
  }

  const whole = () => ({ ...get(), at: state.at, next: following() });
  const dress = () => dressIn(write(store.get()));

  /** The address says which step this is, and what it wears. */
  function keepAddress() {
    const address = addressOf(page.location, state.at, dress());
    if (!page.location.href.endsWith(address)) page.history.replaceState(null, "", address);
  }

  const first = () => Number(textOf(openingOf(steps[state.at]), "step") ?? 0);
  const moved = () => !arriving && (playback.get().state !== "paused" || playback.get().step !== first());
  const runs = () => session.get().experiment?.runs.length !== 0;
  const has = (name) => (name === "run" ? runs() && !moved() : Boolean(steps[state.at][name]));

  function reveal(name) {
    if (name === "run" && playback.get().state !== "playing") playhead.toggle();
    set({ part: name });
  }

  /** What `next` would do: show the "text", the "run", the "question", its "answer", another "step"; or it is the "end". */
  function following() {
    const more = PARTS.slice(PARTS.indexOf(state.part) + 1).find(has);
    return more ?? (state.at + 1 < steps.length ? "step" : "end");
  }

  /** What a clicker's key does; false at the very end. */
  function next() {
    const what = following();
    if (what === "step") open(state.at + 1);
    else if (what !== "end") reveal(what);
    return what !== "end";
  }

  /** What `next` did, undone; the step before is shown from its beginning. */
  function back() {
    const { question } = steps[state.at];
    if (state.part === "answer" && question) set({ part: "question" });
    else if (["question", "answer"].includes(state.part)) set({ part: "run" });
    else if (state.part === "run" || moved()) open(state.at, state.part !== "ask" && steps[state.at].text ? "text" : firstPart(steps[state.at]));
    else if (state.part !== firstPart(steps[state.at])) set({ part: firstPart(steps[state.at]) });
    else if (state.at > 0) open(state.at - 1);
  }

  page.addEventListener("hashchange", () => {
    const at = placeIn(page.location.hash, steps);
    if (at !== state.at) open(at);
  });
  playback.subscribe(tell);
  session.subscribe((what) => {
    if (["shown", "failed"].includes(what)) arriving = false;
    tell();
  });
  store.subscribe(() => {
    keepAddress();
    tell();
  });

  return {
    steps,
    title: told.title,
    get: whole,
    set, open, next, back,
    subscribe(hear) {
      heard.add(hear);
      return () => heard.delete(hear);
    },
  };
}

/** A step that has something ready to be asked begins with that: its text often tells what came out. */
function firstPart({ guess }) {
  return guess ? "ask" : "text";
}
