import { change } from "./experiment.js";
import { createSlope } from "./slope.js";
import { createStep } from "./step.js";
import { indexAt, lastStep } from "./trajectories.js";
import { setView } from "./view.js";
import { createWalk } from "./walk.js";

const USUAL_RATE = 0.1; // where no run has a learning rate

/**
 * What is explained beside the pictures: the step under the playhead, or the slope at a point.
 *
 * `pointedAt()` is the step that is looked at, `focused()` the letter of the run, `view()` what the link says.
 */
export function createExplain({ catalog, store, session, playback, playhead, instruments, slot, focused, pointedAt, view }) {
  const step = createStep({
    slot: slot("step"), explainSlope: () => setView(store, { explain: "slope" }),
    go: (to) => playhead.seek(Math.min(to, playback.get().reach)),
  });
  const walk = createWalk();
  const slope = createSlope({
    slot: slot("slope"), ofH: catalog.ofView("secant"), take, back,
    set: ({ h }) => setView(store, { secant: h }), leave: () => setView(store, { point: null }),
  });

  const explains = (section) => slot(section).getClientRects().length > 0;
  const runInFocus = () => session.get().runs.find((candidate) => candidate.id === focused());

  const pointText = () => view().point?.join(",") ?? null;

  /** A step by hand is an entry to go back to; so that the playhead is there too, the link says where it rests. */
  function take(made) {
    if (playback.get().state !== "playing") setView(store, { step: String(playback.get().step) });
    walk.take(pointText(), made);
    store.set(change(store.get(), { point: made.to.join(",") }));
  }

  function back() {
    store.set(change(store.get(), { point: walk.before(pointText()) }));
  }

  /** A press on a picture while slopes are looked at, or on a network, which starts at no point; else false. */
  function pick(point) {
    const { network } = session.get().experiment;
    if (!network && !explains("slope")) return false;
    const again = network && String(view().point) === String(point);
    setView(store, { point: again ? null : point.join(",") });
    return true;
  }

  /** The step under the playhead, worked out; while it plays, the last one that was asked for stays. */
  function explainStep({ experiment, answer }) {
    if (playback.get().state === "playing") return;
    const run = runInFocus();
    const last = run ? lastStep(run) : 1;
    if (run?.verdict && (pointedAt() > last || last === 0)) return step.renderEnd({ run, last });
    const at = Math.max(1, Math.min(pointedAt(), last));
    const told = run && last > 0 ? instruments.arithmetic(experiment.query, run.id, at) : null;
    step.render({ run, step: at, answer: told, variables: answer.variables, goesOn: !run?.verdict || at < last });
  }

  /** The point whose slope is looked at: the one picked, else where the run in focus stands. */
  function place() {
    const { experiment, answer } = session.get();
    const run = runInFocus();
    const picked = view().point?.length === answer.variables.length ? view().point : null;
    const at = picked ?? (run ? pointOf(run, pointedAt(), answer.variables.length) : experiment.start);
    const span = Math.min(...answer.window.map(([low, high]) => high - low));
    const told = experiment.runs.find((candidate) => candidate.id === run?.id);
    return { at, picked: Boolean(picked), name: run?.label ?? "", trail: walk.upTo(pointText()), h: view().h, lr: told?.values.lr ?? USUAL_RATE, span, variables: answer.variables };
  }

  function explainSlope(now) {
    if (!moves(now)) slope.render(now, derivative(now));
  }

  /** A point that moves with every frame is looked at once it stands still. */
  const moves = (now) => !now.picked && playback.get().state === "playing";

  const derivative = ({ at, h, lr }) => instruments.derivative(store.get(), { at, h, lr });

  return {
    pick,
    render() {
      const shown = session.get();
      if (!shown.experiment || !shown.answer) return;
      document.body.dataset.looks = explains("slope") ? "slope" : "";
      if (explains("step")) explainStep(shown);
      if (explains("slope")) explainSlope(place());
    },
    /** What the pictures draw of the slope that is looked at; null where none is. */
    slope() {
      if (!session.get().answer || !explains("slope")) return null;
      const now = place();
      if (moves(now)) return null;
      const answer = derivative(now);
      return { at: now.at, h: now.h, trail: now.trail.map((made) => made.from), answer: answer?.problem ? null : answer };
    },
  };
}

/** Where a run stands at a step; where it was last, if it is nowhere by then. */
function pointOf(run, step, dimension) {
  for (let k = indexAt(run, step); k >= 0; k--) {
    const point = [run.path.x[k], run.path.y[k]].slice(0, dimension);
    if (point.every((coordinate) => coordinate !== null && coordinate !== undefined)) return point;
  }
  return run.start;
}
