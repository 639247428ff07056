import { createPauses, passes } from "../../room/pauses.js";

const SETTLES_MS = 1500; // in which events that were on their way before it was told still arrive

/**
 * Questions that are put away here: at once, whether the room can be told or not. It is told again and again until it has
 * heard, and what comes of such a question meanwhile is nobody's business any more.
 */
export function createPutAway() {
  const pauses = createPauses();
  const gone = new Map(); // of each id what tells the room, null once that has heard
  let busy = false;
  let timer = null;

  async function work() {
    if (busy) return;
    busy = true;
    clearTimeout(timer);
    for (const [id, tell] of gone) if (tell) await told(id, tell);
    busy = false;
    if ([...gone.values()].some(Boolean)) timer = setTimeout(work, pauses.next());
  }

  async function told(id, tell) {
    try {
      await tell();
      pauses.again();
    } catch (problem) {
      if (passes(problem)) return;
    }
    if (gone.get(id) !== tell) return;
    gone.set(id, null);
    setTimeout(() => gone.get(id) === null && gone.delete(id), SETTLES_MS);
  }

  return {
    /** Put this away; `tell()` says so to its room. */
    add(id, tell) {
      gone.set(id, tell);
      work();
    },
    has: (id) => gone.has(id),
    /** The room can be reached again: no need to wait. */
    nudge: work,
    clear() {
      clearTimeout(timer);
      gone.clear();
    },
  };
}
