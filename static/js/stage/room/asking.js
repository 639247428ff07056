import { readSwarm } from "../swarmread.js";
import { createPutAway } from "./putaway.js";
import { createShowing, kindOf } from "./showing.js";
import { ENOUGH } from "./told.js";

const PLAYED = ["where", "which", "rate", "swarm"]; // whose truth is seen in the pictures
const SPOILT = ["where", "which"]; // what would be given away if it were played
const SETTLES_MS = 1500; // in which events that were on their way before a call was answered still arrive
const LEFT = Symbol("what was asked is not any more");
const NOTHING = { activity: null, phase: null, results: null, swarm: null, busy: false, problem: "", failed: 0 };

/**
 * What the room is asked, from the question to its end. `get().phase` is null (nothing is asked), "open", "closed" (what
 * the class said), "showing" (what is true is played), "told" (all that came out), "scores"; `next()` goes through them.
 *
 * The room hears of what came out when the stage has shown it. `room()` is the room as it is led from here, or null.
 */
export function createAsking({ page, room, changed, said }) {
  const showing = createShowing(page);
  const putAway = createPutAway();
  const state = { ...NOTHING };
  let last = Promise.resolve();
  let turnedAt = -Infinity;

  function set(change) {
    Object.assign(state, change);
    changed();
  }

  const id = () => state.activity.id;
  const kind = () => kindOf(state.activity);
  const calls = () => room().calls;

  /** One call after the other; what goes wrong is said where the question stands. */
  function attempt(act) {
    return (last = last.then(() => state.activity && attempted(act, id())));
  }

  async function attempted(act, mine) {
    const still = () => state.activity?.id === mine;
    set({ busy: true, problem: "" });
    try {
      await act();
      if (still()) set({ failed: 0 });
    } catch (problem) {
      if (still()) set({ problem: problem.words, failed: state.failed + 1 });
    }
    if (still()) set({ busy: false });
  }

  /** What a call answers, as long as that is still asked. */
  async function answerTo(call) {
    const mine = id();
    const answer = await call;
    if (state.activity?.id !== mine) throw LEFT;
    return answer;
  }

  const resultsNow = () => answerTo(calls().results(id()));
  const swarmNow = async () => readSwarm(await answerTo(calls().swarm(id())));

  async function turn(to) {
    const turned = await answerTo(calls().turn(id(), to));
    turnedAt = performance.now();
    take(turned);
  }

  /** The activity as the room has it now. */
  function take(activity) {
    const known = state.activity?.id === activity.id;
    if (activity.state === "away") return known ? leave() : undefined;
    const reopened = activity.state === "open" && (state.phase !== "open" || state.activity.round !== activity.round);
    if (!known || reopened) begin(activity);
    else set({ activity });
  }

  /** The same by an event: of what happened here the answer to the call has told already, of what others did it has not. */
  function hear(activity) {
    if (putAway.has(activity.id)) return void (activity.state !== "away" && putAway.nudge());
    const known = state.activity?.id === activity.id;
    if (state.busy || (known && activity.state !== state.activity.state && performance.now() - turnedAt < SETTLES_MS)) return;
    const before = known ? state.activity.state : "open";
    take(activity);
    if (activity.state === before) return;
    if (activity.state === "closed") attempt(closed);
    if (activity.state === "revealed") attempt(again);
  }

  function begin(activity) {
    const busy = state.activity?.id === activity.id && state.busy;
    set({ ...NOTHING, busy, activity, phase: activity.state === "open" ? "open" : "closed" });
    page.lock(Boolean(activity.query));
    page.overlay(null);
    showing.ask(activity);
  }

  /** What the class said, before it is told what is true. */
  async function closed() {
    if (kind() === "swarm") return descend();
    const results = await resultsNow();
    set({ phase: "closed", results });
    if (kind() === "where") showing.over({ kind: "cloud", points: results.points, truth: null });
    if (kind() === "poll" && !results.truth) await tellAll();
  }

  async function descend(early = null) {
    const swarm = early?.n === state.activity.answers ? early : await swarmNow();
    set({ phase: "showing", swarm });
    page.lock(false);
    showing.over(swarm);
    play({ swarm });
  }

  function play(more) {
    showing.play(state.activity, { truth: state.results?.truth, ended: () => attempt(tellAll), ...more });
  }

  function reveal() {
    page.lock(false);
    set({ phase: "showing" });
    play({});
  }

  /** To everybody, what came out. */
  async function tellAll() {
    await turn("revealed");
    await told();
  }

  async function told() {
    const results = await resultsNow();
    const swarm = kind() === "swarm" ? (state.swarm ?? (await swarmNow())) : null;
    page.lock(false);
    set({ phase: "told", results, swarm });
    if (swarm) showing.over(swarm);
    if (kind() === "where") showing.over({ kind: "cloud", points: results.points, truth: results.truth });
  }

  /** What was revealed before this page was here, or by another. */
  async function again() {
    await told();
    if (PLAYED.includes(kind())) play({ swarm: state.swarm, ended: () => {} });
  }

  /** Nothing is asked any more; the lecture is where it was. */
  function leave() {
    page.lock(false);
    showing.putAway();
    last = Promise.resolve(); // a call that is still on its way holds nothing up
    set(NOTHING);
  }

  async function close() {
    await turn("closed");
    await closed();
  }

  /** A swarm is fetched while it is closed: hundreds wait for it. If an answer came in between, it is fetched again. */
  async function closeSwarm() {
    const early = calls().swarm(id()).then(readSwarm, () => null);
    await turn("closed");
    await descend(await answerTo(early));
  }

  const NEXT = {
    open: () => attempt(kind() === "swarm" ? closeSwarm : close),
    closed: () => (!state.results ? attempt(closed) : PLAYED.includes(kind()) ? reveal() : attempt(tellAll)),
    showing: () => {
      showing.skip();
      if (state.problem) attempt(tellAll);
    },
    told: () => (state.results.scores ? set({ phase: "scores" }) : away()),
    scores: away,
  };

  /** Put away here at once: the lecture waits for no server. */
  function away() {
    const [mine, { turn: tell }] = [id(), calls()];
    putAway.add(mine, () => tell(mine, "away"));
    leave();
  }

  return {
    get: () => state,
    hear,
    /** Ask this of the room; what is wrong with it is thrown. */
    ask(activity) {
      const asked = last.then(async () => {
        const told = await calls().ask(activity);
        if (putAway.has(told.id)) return; // its event was faster, and so was whoever put it away
        take(told);
        turnedAt = performance.now();
      });
      last = asked.catch(() => {});
      return asked;
    },
    /** What comes next in it; false where nothing is asked. */
    next() {
      if (!state.activity) return false;
      if (state.busy) return true;
      if (state.failed >= ENOUGH) away();
      else NEXT[state.phase]();
      return true;
    },
    /** One back: closed answers are taken again, the scores are left. False where nothing is asked. */
    back() {
      if (!state.activity) return false;
      if (state.phase === "closed") attempt(() => turn("open"));
      if (state.phase === "scores") set({ phase: "told" });
      return true;
    },
    away: () => Boolean(state.activity) && (away(), true),
    /** The lecture has gone elsewhere by itself. */
    abandon() {
      showing.letGo();
      away();
    },
    /** The answers are forgotten and taken anew. */
    anew: () => attempt(async () => {
      await calls().clear(id());
      await turn("open");
    }),
    /** Whether playing the runs now would give the answer away; says so. */
    spoils() {
      const spoilt = ["open", "closed"].includes(state.phase) && SPOILT.includes(kind());
      if (spoilt) said("That would give the answer away. Enter goes on.");
      return spoilt;
    },
    /** The room is another one, or none. */
    forget() {
      putAway.clear();
      if (state.activity) leave();
    },
  };
}
