import { change, part, read, textOf, write } from "../experiment.js";
import { isOff, placeOf } from "./place.js";

const LOOK_MS = 250;
const OF_THE_STAGE = ["scale", "loss", "errors", "camera", "speed", "arrows", "point", "secant"];

/**
 * Keeps the page where the stage is: its experiment, how it is looked at, its playhead. Or where it is asked to be for
 * a while (`instead`), or nowhere, while somebody tries things (`leave`, `comeBack`).
 */
export function createFollowed({ catalog, store, session, playback }) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let stage = null;
  let other = null;
  let away = false;
  let shownLook = [];

  const target = () => other ?? stage;
  const wanted = () => write(part(store.get(), catalog.viewNames).experiment);

  /** What a stage says is followed; whether somebody's colours are dark, where they read, is theirs. */
  function pairsOf(query) {
    const { experiment, view } = part(read(query), catalog.viewNames);
    const hidden = (textOf(view, "hide") ?? "").split(",").filter((name) => catalog.letters.includes(name));
    const look = view.filter(([key]) => OF_THE_STAGE.includes(key));
    return { experiment, look: change(look, { hide: hidden.join(",") || null }) };
  }

  function show() {
    if (away || !target()) return;
    const { experiment, look } = pairsOf(target().query);
    const turned = textOf(look, "camera") === textOf(shownLook, "camera") && textOf(store.get(), "camera");
    shownLook = look;
    const own = { theme: textOf(store.get(), "theme") ?? null, ...(turned && { camera: turned }) };
    store.set(change([...experiment, ...look], own), { replace: true, restart: true });
    pace();
  }

  /** Stand where the stage stands; what glides along with it by itself is left alone. */
  function pace() {
    const { experiment, query } = session.get();
    if (away || !target() || !experiment || query !== wanted()) return;
    const { playing, rate, heard } = target();
    const clock = playback.get();
    const at = Math.min(placeOf(target(), heard, performance.now()), experiment.steps);
    if (clock.complete && at >= clock.reach) return clock.state === "ended" || playback.toEnd();
    if (!playing || calm.matches) return stand(Math.floor(at), clock);
    if (clock.state !== "playing" || isOff(at, clock.position, rate)) playback.playFrom(at);
  }

  function stand(step, clock) {
    if (clock.state !== "paused" || clock.position !== step) playback.seek(step);
  }

  /** What could not be shown is asked for again. */
  const retry = () => !away && target() && session.want(store.get(), { force: true });

  session.subscribe((what) => ["shown", "grown"].includes(what) && pace());
  setInterval(pace, LOOK_MS);

  return {
    hear(next) {
      stage = { ...next, heard: performance.now() };
      show();
    },
    /** Show this query at its start instead of the stage, or the stage again where it is null. */
    instead(query) {
      if ((other?.query ?? null) === query) return;
      other = query === null ? null : { query, step: 0, playing: false, rate: 0, age: 0, heard: 0 };
      show();
    },
    leave: () => (away = true),
    comeBack() {
      away = false;
      shownLook = [];
      show();
    },
    away: () => away,
    stage: () => stage,
    retry,
  };
}
