import { createPauses, passes } from "../../room/pauses.js";

const GAP_MS = 125; // between two while something is dragged
const AGAIN_MS = 4000; // while playing, so that whoever follows stays right

/**
 * Tells the room what is on the stage: the last state always, at once where something begins, ends or is another step of
 * the lecture, a few times a second while something is dragged. What does not get through is sent again, as it is by then.
 *
 * `read()` is the stage now, null while there is none yet; `send(stage)` takes it to the server. `hear(reached, problem)`
 * tells how that went. A stage that was refused is not sent again.
 */
export function createCast({ read, send, hear, now = () => performance.now(), later = setTimeout, drop = clearTimeout }) {
  const pauses = createPauses();
  let on = false;
  let busy = false;
  let timer = null;
  let sent = null;
  let sentAt = -Infinity;
  let notBefore = -Infinity;

  function plan() {
    drop(timer);
    const stage = on && !busy ? read() : null;
    const at = stage && dueAt(stage);
    if (at !== null) timer = later(go, Math.max(0, at - now()));
  }

  /** When the stage is to be told; null where the room knows it. */
  function dueAt(stage) {
    const due = { now: 0, soon: sentAt + GAP_MS, again: sentAt + AGAIN_MS, known: null }[newsIn(stage, sent)];
    return due === null ? null : Math.max(due, notBefore);
  }

  async function go() {
    const stage = read();
    if (!stage) return;
    busy = true;
    sentAt = now();
    try {
      await send(stage);
      sent = stage;
      notBefore = -Infinity;
      pauses.again();
      hear(true, null);
    } catch (problem) {
      sent = passes(problem) ? null : stage;
      notBefore = now() + pauses.next();
      hear(!passes(problem), problem);
    }
    busy = false;
    plan();
  }

  return {
    /** Something may have changed. */
    plan,
    /** Tell it all from here. */
    begin() {
      on = true;
      sent = null;
      notBefore = -Infinity;
      plan();
    },
    stop() {
      on = false;
      drop(timer);
    },
    /** The server can be reached again: no need to wait. */
    nudge() {
      notBefore = -Infinity;
      plan();
    },
  };
}

/** How urgent it is to tell `stage` to those who know `before`: "now", "soon", "again" (they only go on) or "known". */
function newsIn(stage, before) {
  if (!before) return "now";
  const same = (...names) => names.every((name) => JSON.stringify(stage[name]) === JSON.stringify(before[name]));
  if (!same("playing", "lecture", "blank")) return "now";
  if (!same("query")) return "soon";
  if (stage.playing) return "again";
  return same("step") ? "known" : "soon";
}
