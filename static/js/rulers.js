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
    if (experiment.query !== query) begin(experiment.query);
    if (!rested || tooSoon()) return;
    last = performance.now();
    const rows = instruments.inside(query, playback.get().step);
    if (!pressed) told = touched();
    if (rows.size) rule(rows, told);
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
