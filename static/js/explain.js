import { createSlope } from "./slope.js";
import { createStep } from "./step.js";
import { indexAt, lastStep } from "./trajectories.js";
import { setView } from "./view.js";

const USUAL_RATE = 0.1; // where no run has a learning rate

/**
 * What is explained beside the pictures: the step under the playhead, or the slope at a point.
 *
 * `pointedAt()` is the step that is looked at, `focused()` the letter of the run, `view()` what the link says.
 */
export function createExplain({ catalog, store, session, playback, playhead, instruments, slot, focused, pointedAt, view }) {
  const step = createStep({ slot: slot("step"), go: (to) => playhead.seek(Math.min(to, playback.get().reach)) });
  const trail = []; // where steps by hand have led from
  const setPoint = (point) => setView(store, { point: point === null ? null : point.join(",") });
  const slope = createSlope({
    slot: slot("slope"), ofH: catalog.ofView("secant"), take, back,
    set: ({ h, point }) => (h === undefined ? leave() : setView(store, { secant: h })),
  });

  const explains = (section) =>
    document.body.dataset.explain === section && getComputedStyle(slot(section)).display !== "none";
  const runInFocus = () => session.get().runs.find((candidate) => candidate.id === focused());

  function take(to) {
    trail.push(place().at);
    setPoint(to);
  }

  function back() {
    setPoint(trail.pop());
  }

  function leave() {
    trail.length = 0;
    setPoint(null);
  }

  /** A press on a picture while slopes are looked at; false where it means something else. */
  function pick(point) {
    if (!explains("slope")) return false;
    trail.length = 0;
    setPoint(point);
    return true;
  }

  /** The step under the playhead, worked out; while it plays, the last one that was asked for stays. */
  function explainStep({ experiment, answer }) {
    if (playback.get().state === "playing") return;
    const run = runInFocus();
    const at = Math.max(1, Math.min(pointedAt(), run ? lastStep(run) : 1));
    step.render({ run, step: at, answer: run ? instruments.arithmetic(experiment.query, run.id, at) : null, variables: answer.variables });
  }

  /** The point whose slope is looked at: the one picked, else where the run in focus stands. */
  function place() {
    const { experiment, answer } = session.get();
    const run = runInFocus();
    const picked = view().point?.length === answer.variables.length ? view().point : null;
    const at = picked ?? (run ? pointOf(run, pointedAt(), answer.variables.length) : experiment.start);
    const span = Math.min(...answer.window.map(([low, high]) => high - low));
    const told = experiment.runs.find((candidate) => candidate.id === run?.id);
    return { at, picked: Boolean(picked), name: run?.label ?? "", trail: trail.length, h: view().h, lr: told?.values.lr ?? USUAL_RATE, span, variables: answer.variables };
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
      if (explains("step")) explainStep(shown);
      if (explains("slope")) explainSlope(place());
    },
    /** What the pictures draw of the slope that is looked at; null where none is. */
    slope() {
      if (!session.get().answer || !explains("slope")) return null;
      const now = place();
      if (moves(now)) return null;
      const answer = derivative(now);
      return { at: now.at, h: now.h, trail: [...trail], answer: answer?.problem ? null : answer };
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
