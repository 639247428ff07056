import { read, textOf } from "../experiment.js";
import { createAwake } from "../stage/awake.js";
import { createBlank } from "../stage/blank.js";
import { createDrawers } from "../stage/drawers.js";
import { createGoTo } from "../stage/goto.js";
import { createKeeper } from "../stage/keeper.js";
import { keysOf } from "../stage/keys.js";
import { createLecture } from "../stage/lecture.js";
import { neededFor } from "../stage/needed.js";
import { createPointer } from "../stage/pointer.js";
import { createPrompter } from "../stage/prompter.js";
import { createRoom } from "../stage/room/room.js";
import { filesIn, lectureIn } from "../stage/steps.js";
import { listenForSwipes } from "../stage/swipe.js";
import { toggleWholeScreen } from "../stage/wholescreen.js";
import { createWords } from "../stage/words.js";
import { setView } from "../view.js";

const LATER_MS = 1500;
const VIEWS = ["both", "contour", "surface"]; // what V goes through; the fit's own picture stays beside its map

const after = (view) => VIEWS[(VIEWS.indexOf(view) + 1) % VIEWS.length];
const action = (name) => document.querySelector(`.stage-bar [data-stage="${name}"]`);

/** The page as a stage: a lecture, step by step, in sizes for a hall. Returns its keys, by what each does. */
export function enter(page) {
  const lecture = createLecture({ ...page, told: lectureIn(), page: window });
  const words = createWords({ ...lecture, light: page.light, panel: document.querySelector(".lecture") });
  const blank = createBlank({ lecture });
  const pointer = createPointer({ lecture });
  const drawers = createDrawers({ buttons: { controls: action("controls"), about: action("about") } });
  const goTo = createGoTo({ count: lecture.steps.length, go: lecture.open, said: page.say });
  const room = createRoom({ page, lecture });
  const sheet = document.querySelector("[data-slot=stage-keys]");

  const acts = {
    next: () => room.next() || lecture.next() || page.say("This was the last step."),
    back: () => room.back() || lecture.back(),
    first: () => lecture.open(0),
    last: () => lecture.open(lecture.steps.length - 1),
    play: () => room.spoils() || page.playhead.toggle(),
    restart: () => room.spoils() || page.playhead.begin(),
    forth: () => room.spoils() || page.playhead.stepBy(1),
    backwards: () => page.playhead.stepBy(-1),
    black: () => blank.toggle("black"),
    white: () => blank.toggle("white"),
    pointer: pointer.toggle,
    controls: () => drawers.toggle("controls"),
    about: () => drawers.toggle("about"),
    view: () => setView(page.store, { view: after(document.body.dataset.view) }),
    theme: () => document.querySelector("[data-action=theme]").click(),
    notes: () => prompter.open() || page.say("This browser did not open the window of notes; allow this page to open windows."),
    screen: () => toggleWholeScreen({ refused: () => page.say("This browser does not give the whole screen away.") }),
    keys: () => (sheet.open ? sheet.close() : sheet.showModal()),
    digit: goTo.type,
    enter: () => goTo.enter() || acts.next(),
    room: room.start,
    card: room.card,
    ask: room.ask,
    askOther: room.askOther,
    desk: room.desk,
    away: room.away,
    leave: () => room.leave() || (lecture.get().blank ? lecture.set({ blank: null }) : drawers.isOpen() ? drawers.close() : lecture.set({ pointer: null })),
  };

  const keeper = createKeeper({
    needed: () => neededFor({ ...lecture, files: filesIn(), catalog: page.catalog }),
    edition: document.body.dataset.edition, changed: tellKept,
    busy: () => !page.session.get().complete || page.playback.get().state === "playing",
  });
  const prompter = createPrompter({ lecture, acts, room, ready: keeper.said });

  function tellKept() {
    document.querySelector("[data-out=kept]").textContent = keeper.said();
    prompter.tell();
  }
  lecture.subscribe((now) => {
    if (textOf(read(lecture.steps[now.at].look), "explain") === undefined) document.body.dataset.about = "closed";
    words.render(now);
    blank.render(now);
    pointer.render(now);
  });
  words.render(lecture.get());
  blank.render(lecture.get());
  pointer.render(lecture.get());
  for (const button of document.querySelectorAll("[data-stage]")) press(button, acts[button.dataset.stage]);
  listenForSwipes({ on: document.body, ...acts });
  sheet.addEventListener("keydown", (event) => {
    if (event.key !== "?") return;
    event.preventDefault(); // it would open again
    sheet.close();
  });
  createAwake({});
  onceShown(page.session, keeper.start);
  return keysOf(acts);
}

/** What can wait begins once the first picture is there. */
function onceShown(session, act) {
  const later = () => setTimeout(act, LATER_MS);
  if (session.get().query !== null) return later();
  const stop = session.subscribe((what) => {
    if (what !== "shown") return;
    stop();
    later();
  });
}

/** A button that was pressed by hand lets go of the keyboard: a clicker's keys are meant for the lecture. */
function press(button, act) {
  button.addEventListener("click", (event) => {
    act(event);
    if (event.detail > 0) button.blur();
  });
}
