import { addressOf, heard } from "../ask.js";
import { readEvents } from "./eventstream.js";
import { createPauses, passes } from "./pauses.js";

const SILENT_MS = 40_000; // the server says something every fifteen seconds
const DOZED_MS = 16_000;
const PATIENCE_MS = 12_000; // for its first word

/**
 * The events of a room, for as long as there is one; the only place that listens to them.
 *
 * `hear` has `stage`, `activity`, `count`, `room` and `end`, each with what the event says, and `line(state, problem)`:
 * "live", "lost" (it is tried again), "waiting" (refused for now, the problem says why, it is tried again) or "over"
 * (the problem says why; null after the event `end`). A follower brings `who`, a lecturer the `key`.
 *
 * It is a fetch and not an EventSource: that can't say why it was refused, nor bring a key, nor notice by the server's
 * comments that a connection is dead which nobody closed. Returns a function that lets go of it.
 */
export function listenToRoom({ code, who = null, key = null, hear, page = window }) {
  const pauses = createPauses();
  const left = new AbortController();
  let attempt = null;
  let timer = null;
  let lastId = null;
  let lastSign = 0;

  const address = addressOf(`rooms/${code}/events`, who ? `who=${who}` : "");
  const since = () => Date.now() - lastSign; // other clocks rest while a phone sleeps

  async function connect() {
    rest();
    const mine = (attempt = new AbortController());
    lastSign = Date.now();
    wait(PATIENCE_MS);
    try {
      const answer = await heard(address, { headers: headers(), signal: mine.signal, cache: "no-store" });
      if (answer.status === 204) return leave("over", null);
      await readEvents(answer.body, { alive: () => mine === attempt && alive(), hear: (...event) => mine === attempt && take(...event) });
      if (mine === attempt) again(null);
    } catch (problem) {
      if (mine === attempt && !left.signal.aborted) again(problem);
    }
  }

  const headers = () => ({
    Accept: "text/event-stream",
    ...(lastId && { "Last-Event-ID": lastId }),
    ...(key && { Authorization: `Bearer ${key}` }),
  });

  function alive() {
    lastSign = Date.now();
    pauses.again();
    wait(SILENT_MS);
    hear.line("live");
  }

  function take(name, data, id) {
    lastId = id ?? lastId;
    hear[name]?.(data);
    if (name === "end") leave("over", null);
  }

  /** The stream is gone, or was refused. */
  function again(problem) {
    if (problem?.status && !passes(problem)) return leave("over", problem);
    hear.line(problem?.status ? "waiting" : "lost", problem);
    wait(pauses.next());
  }

  function wait(ms) {
    clearTimeout(timer);
    timer = setTimeout(connect, ms);
  }

  /** The page has come back, from wherever it was: what has been silent for long may be dead. */
  function wake() {
    if (page.document.visibilityState !== "hidden" && !(attempt && since() < DOZED_MS)) connect();
  }

  function rest() {
    clearTimeout(timer);
    attempt?.abort();
    attempt = null;
  }

  function leave(state = null, problem = null) {
    left.abort();
    rest();
    if (state) hear.line(state, problem);
  }

  const { signal } = left;
  for (const name of ["online", "offline"]) page.addEventListener(name, connect, { signal });
  page.addEventListener("pageshow", wake, { signal });
  page.document.addEventListener("visibilitychange", wake, { signal });
  page.addEventListener("pagehide", rest, { signal });
  connect();
  return () => leave();
}
