import { listenToRoom } from "../../room/events.js";
import { createPauses, passes } from "../../room/pauses.js";
import { callsOf } from "./calls.js";
import { createCast } from "./cast.js";

/**
 * A room that is led from here: what is known of it, and what is told to it.
 *
 * `get()` is `{code, url, title, locked, held, followers, activity, desk, reached, over}`: `desk` is "taking", "here" or
 * "elsewhere", where another device has the stage; `reached` whether the server can be; `over` is null, or in words why the
 * room can't be led any more. `changed()` is called when anything of it is another, `read()` gives the stage as it is told.
 */
export function createLed({ room, read, changed, said, page = window }) {
  const calls = callsOf(room);
  const pauses = createPauses();
  const state = {
    code: room.code, url: room.url, title: "", locked: false, held: false, followers: 0, activity: null,
    desk: "taking", reached: true, over: null,
  };
  let mine = null; // {desk, number} of this device
  let latest = 0; // the number of the device that has the stage, as the room told it
  const through = { desk: true, cast: true, line: true }; // what gets through to the server, and what comes from there
  let timer = null;
  let released = false;
  let taking = false;

  function set(change) {
    Object.assign(state, change);
    changed();
  }

  function reach(which, now) {
    through[which] = now;
    const reached = Object.values(through).every(Boolean);
    if (reached !== state.reached) set({ reached });
  }

  const cast = createCast({ read, send: (stage) => calls.show({ ...stage, desk: mine.desk }), hear: sent });

  /** The stage to this device. */
  async function take() {
    clearTimeout(timer);
    if (taking) return;
    taking = true;
    set({ desk: "taking" });
    try {
      mine = await calls.take();
      if (released || state.over !== null) return;
      reach("desk", true);
      set({ desk: "here" });
      pauses.again();
      cast.begin();
      yieldTo(latest);
    } catch (problem) {
      if (released) return;
      if (!passes(problem)) return end(problem);
      reach("desk", false);
      timer = setTimeout(take, pauses.next());
    } finally {
      taking = false;
    }
  }

  /** Another device has come after this one. */
  function yieldTo(number) {
    latest = Math.max(latest, number);
    if (state.desk === "here" && latest > mine.number) leave();
  }

  function leave() {
    cast.stop();
    set({ desk: "elsewhere" });
  }

  function sent(reached, problem) {
    reach("cast", reached);
    if (!problem || passes(problem)) return;
    if (problem.status === 409) leave();
    else if (problem.status === 422) said(problem.words);
    else end(problem);
  }

  function end(problem) {
    clearTimeout(timer);
    cast.stop();
    hush();
    set({ over: problem?.words ?? "The room has ended." });
  }

  const hush = listenToRoom({
    code: room.code, key: room.key, page,
    hear: {
      activity: (activity) => set({ activity }),
      count: ({ followers }) => set({ followers }),
      room({ title, locked, held, desk }) {
        set({ title, locked, held });
        yieldTo(desk);
      },
      end: () => end(null),
      line(now, problem) {
        if (now === "over" && problem) return end(problem);
        if (now === "live" && !through.line) cast.nudge();
        reach("line", now === "live");
      },
    },
  });
  take();

  return {
    calls,
    get: () => state,
    take,
    /** The stage may be another. */
    tell: cast.plan,
    /** What a call told of an activity, before its event comes. */
    asked: (activity) => set({ activity }),
    changed: ({ title, locked, held }) => set({ title, locked, held }),
    /** Not led from here any more, by this tab; the room goes on. */
    release() {
      released = true;
      clearTimeout(timer);
      cast.stop();
      hush();
    },
  };
}
