/**
 * The clock: where the playhead is, whether it moves, and how fast. It knows steps, not what they are.
 *
 * `reach` is the last step that can be shown now, `complete` whether no more will come. States are "playing",
 * "paused" and "ended"; an ended clock stays at the end while that moves. Subscribers hear `(clock, inFrame)`,
 * where `inFrame` says that the browser is about to paint anyway.
 */
export function createPlayback({ rate, frame = requestAnimationFrame, cancel = cancelAnimationFrame }) {
  const LONGEST_FRAME_MS = 1000; // after a hidden tab, go on from where it was instead of leaping
  const clock = { position: 0, state: "paused", rate, reach: 0, complete: false };
  const heard = new Set();
  let ticket = null;
  let before = null;

  const tell = (inFrame = false) => heard.forEach((hear) => hear(snapshot(), inFrame));
  const snapshot = () => ({ ...clock, step: Math.floor(clock.position + 1e-9) });

  function tick(now) {
    ticket = null;
    const passed = before === null ? 0 : Math.min(now - before, LONGEST_FRAME_MS);
    before = now;
    clock.position = Math.max(clock.position, Math.min(clock.position + (passed / 1000) * clock.rate, clock.reach));
    settle();
    tell(true);
  }

  function settle() {
    if (clock.state === "playing" && clock.complete && clock.position >= clock.reach) end();
    if (clock.state === "playing") ticket ??= frame(tick);
    else stop();
  }

  function end() {
    clock.state = "ended";
    clock.position = clock.reach;
  }

  function stop() {
    if (ticket !== null) cancel(ticket);
    ticket = null;
    before = null;
  }

  function move(position, state) {
    stop();
    clock.position = Math.max(0, position);
    clock.state = state;
    settle();
    tell();
  }

  return {
    get: snapshot,
    /** The step up to which new runs must have come, lest the playhead lose its place; at the end, any will do. */
    standing: () => (clock.state === "ended" ? 0 : snapshot().step),
    play: () => move(clock.state === "ended" ? 0 : clock.position, "playing"),
    playFrom: (step) => move(step, "playing"),
    pause: () => clock.state === "playing" && move(snapshot().step, "paused"),
    toggle() {
      if (clock.state === "playing") this.pause();
      else this.play();
    },
    seek: (step) => move(clock.complete ? Math.min(step, clock.reach) : step, "paused"),
    stepBy(count) {
      this.seek(Math.min(snapshot().step + count, clock.reach));
    },
    toEnd: () => move(clock.reach, "ended"),
    setRate(value) {
      clock.rate = value;
      tell();
    },
    setReach(reach, complete) {
      clock.reach = reach;
      clock.complete = complete;
      if (clock.state === "ended") clock.position = reach;
      settle();
      tell();
    },
    subscribe(hear) {
      heard.add(hear);
      return () => heard.delete(hear);
    },
  };
}
