import { part, write } from "./experiment.js";
import { followRelief } from "./relief.js";
import { follow } from "./stream.js";
import { emptyRun, extend, reach } from "./trajectories.js";

const BETWEEN_MS = 30; // between two requests while something is dragged
const PATIENCE_MS = 500; // a newer wish waits this long for the first points of an older one

/**
 * What is on the picture: the surface's answer, the accepted experiment and its runs as they stream in.
 *
 * A wish (a query) becomes the picture only when its surface and first points are there, so what was there
 * before stays until then, and for good where the server refuses. A surface may get sharper after that. One wish is under way at a time; while a
 * slider is dragged, the newest one is next. `standing()` is the step that new runs must reach to be shown;
 * `drawable` a promise of what is needed to draw them, which the first questions don't wait for.
 */
export function createSession({ viewNames, isNetwork, surfaceQuery }, { standing, drawable }) {
  const shown = { query: null, surfaceQuery: null, experiment: null, answer: null, coarse: false, runs: [], complete: false };
  const heard = new Set();
  let wish = null;
  let next = null;
  let timer = null;
  let restart = false;
  let last = -Infinity;

  const tell = (what, detail) => heard.forEach((hear) => hear(what, detail));

  /** Ask for the experiment of a query; false where that is already under way or on the picture. */
  function want(pairs, { restart: again = false, force = false } = {}) {
    const query = write(part(pairs, viewNames).experiment);
    if (!force && query === (next?.query ?? wish?.query ?? shown.query)) return settle();
    restart ||= again;
    next = { query, surfaceQuery: surfaceQuery(pairs), network: isNetwork(pairs) };
    timer ??= setTimeout(start, Math.max(0, last + BETWEEN_MS - performance.now()));
    return true;
  }

  /** Back at what is on the picture after a refusal: nothing to fetch, and nothing wrong any more. */
  function settle() {
    if (!wish && !next && shown.experiment) tell("accepted", { query: shown.query, experiment: shown.experiment });
    return false;
  }

  function start() {
    timer = null;
    if (!next) return;
    if (wish && !wish.settled && performance.now() - wish.since < PATIENCE_MS) {
      timer = setTimeout(start, BETWEEN_MS);
      return;
    }
    wish?.release();
    last = performance.now();
    wish = { ...next, since: last, settled: false, runs: null, complete: false, answer: null };
    next = null;
    run(wish);
  }

  function run(mine) {
    const current = (act) => (detail) => mine === wish && act(detail);
    const accepted = new Promise((done) => (mine.accept = done));
    const trained = new Promise((done) => (mine.train = done));
    see(mine, { accepted, trained });
    mine.release = follow(mine.query, {
      accepted: current((experiment) => {
        mine.experiment = experiment;
        tell("accepted", { query: mine.query, experiment });
        mine.accept();
      }),
      begin: current((begin) => {
        mine.runs ??= begin.runs.map(emptyRun);
      }),
      progress: current((progress) => mine.experiment && tell("progress", { progress, steps: mine.experiment.steps })),
      steps: current((steps) => {
        for (const run of mine.runs) if (steps[run.id]) extend(run, steps[run.id]);
        mine.train();
        grow(mine);
      }),
      verdict: current((verdict) => {
        mine.runs.find((run) => run.id === verdict.run).verdict = verdict;
        grow(mine);
      }),
      end: current(() => {
        mine.complete = true;
        mine.train();
        grow(mine);
      }),
      failed: current((problem) => fail(mine, problem)),
      waiting: current((waiting) => tell("waiting", waiting)),
    });
  }

  /** The surface of a wish as it comes; what is wrong with it before the experiment is accepted is wrong with that too. */
  async function see(mine, { accepted, trained }) {
    const wanted = () => mine === wish;
    const take = (answer, coarse) => Promise.all([accepted, drawable]).then(() => wanted() && sharpen(mine, answer, coarse));
    try {
      if (mine.surfaceQuery === shown.surfaceQuery && !shown.coarse) await take(shown.answer, false);
      else await followRelief({ ...mine, trained, wanted, take });
    } catch (problem) {
      await accepted;
      if (wanted()) fail(mine, problem);
    }
  }

  function sharpen(mine, answer, coarse) {
    Object.assign(mine, { answer, coarse });
    if (!mine.settled) return grow(mine);
    Object.assign(shown, { answer, coarse });
    tell("sharper", answer);
  }

  function grow(mine) {
    if (!mine.settled && !isReady(mine)) return;
    if (!mine.settled) show(mine);
    shown.complete = mine.complete;
    tell("grown", { reach: reach(shown.runs, shown.complete), complete: shown.complete });
  }

  function isReady({ answer, runs, complete }) {
    if (!answer || !runs) return false;
    const needed = restart || shown.query === null ? 0 : standing();
    return complete || (runs.some((run) => run.path.step.length) && reach(runs, false) >= needed);
  }

  function show(mine) {
    mine.settled = true;
    const newSurface = shown.answer !== mine.answer;
    const first = shown.query === null;
    const { query, surfaceQuery, experiment, answer, coarse, runs } = mine;
    Object.assign(shown, { query, surfaceQuery, experiment, answer, coarse, runs, complete: false });
    tell("shown", { newSurface, restart, first });
    restart = false;
  }

  function fail(mine, problem) {
    mine.release();
    const cutOff = mine.settled;
    mine.settled = true;
    wish = cutOff ? wish : null;
    if (!cutOff) restart = false;
    if (cutOff) mine.lost = true;
    tell("failed", { problem, query: mine.query, accepted: shown.query });
  }

  return {
    want,
    get: () => shown,
    /** Ask again for what a broken connection cut off. */
    resume(pairs) {
      if (!shown.complete && (wish === null || wish.lost)) want(pairs, { force: true });
    },
    /** Let go of the stream (the page is being put away). */
    release() {
      wish?.release();
      if (wish && !wish.complete) wish.lost = true;
    },
    subscribe(hear) {
      heard.add(hear);
      return () => heard.delete(hear);
    },
  };
}
