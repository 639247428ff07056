import { post } from "../ask.js";
import { createPauses, passes } from "./pauses.js";

const PATIENCE_MS = 8000;
const NOT_KEPT_MS = 10_000;

/**
 * Answers on their way: each is sent until the server has it or refuses it in words, always under the same `who`, so
 * that it is counted once however often it is sent. A newer answer takes the place of one that is still on its way.
 *
 * `hear(activity, state, problem)`: "sending", "trying" (it did not get through, and is sent again), "counted",
 * "unkept" (counted, but a server that restarts would forget it; it is sent again) or "refused".
 */
export function createAnswers({ code, who, hear, page = window, send = sent }) {
  const pauses = createPauses();
  let wanted = null;
  let newest = null; // also once it is let go of: it may have been counted before the last word of it was heard
  let busy = false;
  let wake = () => {};

  /** Send an answer to the activity of this id. */
  function answer(activity, value, nickname = "") {
    wanted = newest = { activity, who, answer: value, ...(nickname && { nickname }) };
    hear(activity, "sending");
    wake();
    work();
  }

  /** One request at a time, so that the last answer is the last to arrive. */
  async function work() {
    if (busy) return;
    busy = true;
    while (wanted) await attempt(wanted);
    busy = false;
  }

  async function attempt(mine) {
    try {
      const { kept } = await send(code, mine);
      pauses.again();
      if (mine === newest) hear(mine.activity, kept ? "counted" : "unkept");
      if (mine === wanted && kept) wanted = null;
      if (mine === wanted) await pause(NOT_KEPT_MS);
    } catch (problem) {
      if (mine !== wanted) return;
      const goesOn = problem.status !== 423 && passes(problem);
      if (!goesOn) wanted = null;
      hear(mine.activity, goesOn ? "trying" : "refused", problem);
      if (goesOn) await pause(pauses.next());
    }
  }

  /** Until then, or until something makes it worth while to try at once. */
  const pause = (ms) => new Promise((done) => {
    const timer = setTimeout(done, ms);
    wake = () => (clearTimeout(timer), done());
  });

  page.addEventListener("online", () => wake());
  return {
    answer,
    /** The activity takes no more answers: none is sent again. What the server says of one on its way is still heard. */
    drop: () => (wanted = null),
  };
}

const sent = (code, mine) => post(`rooms/${code}/answers`, mine, AbortSignal.timeout(PATIENCE_MS));
