import { change, write } from "./experiment.js";
import { createLine } from "./line.js";

const EVENTS = { playing: "play", paused: "pause", ended: "end" }; // by what the clock comes to

/**
 * The page within another page: that one hears how it plays and may play it, the way out leads to what is looked at
 * now, and until somebody presses it nothing here takes their wheel or their finger.
 */
export function createEmbedded({ store, playback, playhead, session, light }) {
  const steps = () => session.get().experiment?.steps ?? 0;
  const state = () => ({ step: playback.get().step, steps: steps(), playing: playback.get().state === "playing" });
  const toggleWhere = (wanted) => (playback.get().state === "playing") === wanted && playhead.toggle();
  const line = createLine({
    acts: { play: () => toggleWhere(false), pause: () => toggleWhere(true), seek: (step) => playhead.seek(Math.min(step, steps())), light },
    greet: () => shown && greet(),
  });
  let shown = false;
  let told = { state: null, step: null };

  function greet() {
    line.tell("ready", state());
    told = { state: null, step: null };
    tell(playback.get());
  }

  /** What is new since it was last told. */
  function tell(clock) {
    if (!shown) return;
    if (clock.step !== told.step) line.tell("step", state());
    if (clock.state !== told.state) line.tell(EVENTS[clock.state], state());
    told = { state: clock.state, step: clock.step };
  }

  session.subscribe((what, detail) => {
    if (what === "failed") line.tell("problem", { message: detail.problem.message });
    if (what !== "shown" || shown) return;
    shown = true;
    greet();
  });
  playback.subscribe(tell);
  store.subscribe(leadOut);
  leadOut(store.get());
  sleepUntilPressed();

  function leadOut(pairs) {
    const link = document.querySelector("[data-out=elsewhere]");
    if (link) link.href = `${new URL(link.href).pathname}?${write(change(pairs, { embed: null, autoplay: null }))}`;
  }
}

/** A page that is scrolled past keeps its wheel and its finger; what has the focus was pressed. */
function sleepUntilPressed(page = window) {
  const { dataset } = page.document.body;
  const wake = () => delete dataset.asleep;
  const sleep = () => (dataset.asleep = "yes");
  page.addEventListener("click", wake);
  page.addEventListener("focus", wake);
  page.addEventListener("blur", sleep);
  if (!page.document.hasFocus()) sleep();
}
