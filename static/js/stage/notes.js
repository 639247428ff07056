import { listenForKeys } from "../keyboard.js";
import { offerMathFont } from "../theme.js";
import { keysOf } from "./keys.js";
import { openLine } from "./line.js";
import { createPage } from "./notespage.js";
import { createPrompted } from "./room/prompted.js";
import { lectureIn } from "./steps.js";
import { asMinutes, createTimer, keptInWindow } from "./timer.js";

const ASK_EVERY_MS = 2000;
const PATIENCE_MS = 7000; // a stage that has said nothing for so long is gone

const told = lectureIn();
const page = createPage({ told });
const timer = createTimer({ kept: keptInWindow(`timer of ${location.pathname}`) });
let heard = -Infinity;
let shown = null;

const say = openLine(({ stage, ready, room, handed, gone }) => {
  if (gone) heard = -Infinity;
  if (handed) prompted.hand(handed);
  if (!stage) return tick();
  heard = performance.now();
  if (begins(shown, stage) && timer.untouched()) timer.toggle();
  shown = stage;
  page.show(stage, ready);
  prompted.render(room);
  tick();
});
const prompted = createPrompted({ holder: document.querySelector("[data-slot=room]"), press: (act) => say({ act }), wish: (wish) => say({ wish }) });

/** The first time that somebody goes on, the lecture has begun. */
const begins = (before, now) => before !== null && (before.at !== now.at || before.part !== now.part);

function tick() {
  const there = performance.now() - heard < PATIENCE_MS;
  page.tick({ there, elapsed: asMinutes(timer.elapsed()), runs: timer.runs(), clock: new Date() });
}

const press = (act) => () => say({ act });
const acts = {
  next: press("next"), back: press("back"), first: press("first"), last: press("last"), play: press("play"),
  room: press("room"), card: press("card"), ask: press("ask"), away: press("away"),
  restart: press("restart"), black: press("black"), white: press("white"),
  timer: () => timer.toggle() ?? tick(),
  reset: () => timer.reset() ?? tick(),
};
for (const button of document.querySelectorAll("[data-notes]")) {
  button.addEventListener("click", (event) => {
    acts[button.dataset.notes]();
    if (event.detail > 0) button.blur();
  });
}
offerMathFont();
listenForKeys(keysOf({ ...acts, enter: acts.next, forth: acts.next, backwards: acts.back }));
setInterval(tick, 250);
setInterval(() => say({ ask: "what is shown" }), ASK_EVERY_MS);
page.show({ at: 0, part: "text", playing: false, blank: null, step: 0 }, null);
tick();
say({ ask: "what is shown" });
document.body.dataset.ready = "true";
