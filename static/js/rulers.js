const REST_MS = 250; // a drag asks for nothing
const EVERY_MS = 100;
const FAST = 400; // steps a second: faster than anyone reads

/**
 * Keeps the rulers at the point under the playhead: `rule(rows, letter)` gets what moves each run there, and whose
 * words are to be shown. What is not known yet is asked for once the experiment has rested a moment; until then
 * the marks stay where they were.
 */
export function createRulers({ session, playback, instruments, touched, rule }) {
  let query = null;
  let timer = null;
  let rested = false;
  let last = -Infinity;
  let pressed = false;
  let told = null;

  function render() {
    const { experiment } = session.get();
    if (!experiment) return;
    if (experiment.network) return rule(new Map(), null);
    if (experiment.query !== query) begin(experiment.query);
    if (!rested || tooSoon()) return;
    last = performance.now();
    const rows = rowsAt(playback.get().step);
    if (!pressed) told = touched();
    if (rows.size) rule(rows, told);
  }

  /** What moves each run at a step; a diverged one where it broke out, for beyond there are no limits to read. */
  function rowsAt(step) {
    const rows = instruments.inside(query, step);
    for (const { id, verdict } of session.get().runs) {
      const at = brokeOutAt(verdict);
      if (at === null || at >= step || !rows.size) continue;
      const row = instruments.inside(query, at).get(id);
      rows.set(id, row ? { ...row, brokeOut: at } : row);
    }
    return rows;
  }

  function begin(next) {
    clearTimeout(timer);
    [query, rested] = [next, false];
    timer = setTimeout(() => {
      rested = true;
      render();
    }, REST_MS);
  }

  function tooSoon() {
    const { state, rate } = playback.get();
    return state === "playing" && (rate > FAST || performance.now() - last < EVERY_MS);
  }

  /** Words push what is below them down: never between a press and its release. */
  document.addEventListener("pointerdown", () => (pressed = true), { capture: true });
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => setTimeout(() => {
      pressed = false;
      render();
    }), { capture: true });
  }

  return { render };
}

/** The step from which a diverged run's loss grew; null where it did not, or nothing is known of it. */
function brokeOutAt(verdict) {
  if (verdict?.kind !== "diverged") return null;
  return verdict.too_steep?.step ?? (verdict.seen_at ? verdict.seen_at - 1 : null);
}
