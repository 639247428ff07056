import { read, write } from "../experiment.js";
import { createRoomBar } from "../room/bar.js";
import { listenToRoom } from "../room/events.js";
import { createFollowed } from "../room/followed.js";
import { createFront } from "../room/front.js";
import { createLecture } from "../room/lecture.js";
import { whoIn } from "../room/memory.js";
import { createTaking } from "../room/taking.js";
import { createWays } from "../room/ways.js";

const AGAIN_MS = 3000;

const find = (kind) => (name) => document.querySelector(`[data-${kind}="${name}"]`);

/** The page of somebody who follows a room's stage: it shows what that shows, and nothing here can change it. */
export function enter(page) {
  const { body } = document;
  const { code } = body.dataset;
  const [out, button, slot] = ["out", "action", "slot"].map(find);
  const who = whoIn(code);
  const followed = createFollowed(page);
  const bar = createRoomBar({ out });
  const ways = createWays({ out, button, go });
  const front = createFront({ holder: out("front"), query: () => write(page.store.get()) });
  const lecture = createLecture({ holder: slot("lecture"), taught });
  const taking = createTaking({ code, who, page, followed, holder: slot("sheet"), changed: render, watch });
  let room = { held: false };
  let left = null; // what the stage showed when it was left
  let connected = null;
  let entered = false;
  let trouble = null;
  let failed = false; // what the stage shows could not be shown here

  const shows = (stage) => stage && JSON.stringify([stage.query, { ...stage.lecture, part: null }]);

  function go(away) {
    if (away) left = shows(followed.stage());
    body.dataset.follow = away ? "away" : "with";
    page.lock(!away);
    if (away) followed.leave();
    else followed.comeBack();
    taking.went();
    tab(away ? "runs" : "lecture");
  }

  function watch(query) {
    if (room.held) return;
    if (!followed.away()) go(true);
    page.store.set(read(query), { restart: true });
  }

  /** The words of a lesson come first, where there are any. */
  function taught(some) {
    if (body.dataset.taught === (some ? "yes" : "no")) return;
    body.dataset.taught = some ? "yes" : "no";
    if (!followed.away()) tab("lecture");
  }

  function tab(name) {
    const wanted = name === "lecture" && body.dataset.taught !== "yes" ? "table" : name;
    document.querySelector(`.tabs [value="${wanted}"]`).click();
  }

  /** A panel that another experiment has none of gives way to the first. */
  function leaveEmpty() {
    const chosen = document.querySelector(`.tabs [value="${body.dataset.tab}"]`);
    if (!followed.away() && getComputedStyle(chosen).display === "none") tab("lecture");
  }

  function render() {
    const stage = followed.stage();
    ways.render({
      isAway: followed.away(), held: room.held, asked: taking.spoils(), blank: stage?.blank, empty: !stage,
      moved: left !== null && left !== shows(stage), waiting: taking.isWaiting(), over: connected === "over",
    });
    button("take-up").hidden = !taking.isAside();
    cover(stage);
  }

  /** What stands before the pictures, never before those of somebody on their own. */
  function cover(stage) {
    if (followed.away()) front.nothing();
    else if (connected === "over") front.over(trouble);
    else if (connected === "waiting" && !entered) front.waits(trouble);
    else if (stage?.blank && body.dataset.asked !== "open") front.look();
    else front.nothing();
  }

  function line(state, problem) {
    if (state === connected) return;
    [connected, trouble] = [state, problem ?? null];
    entered ||= state === "live";
    bar.line(state);
    if (state === "live" && failed) again();
    render();
  }

  const hear = {
    line,
    count: bar.count,
    stage(stage) {
      followed.hear(stage);
      lecture.render(stage.lecture);
      render();
    },
    activity(activity) {
      taking.take(activity);
      render();
    },
    room(next) {
      room = next;
      bar.room(next);
      taking.hold(next.held);
      if (next.held && followed.away()) {
        go(false);
        page.say("Back with the stage: the lecturer has called everybody.");
      }
      render();
    },
  };

  page.onPress((point) => !followed.away() && (taking.press(point), true));
  page.lock(true);
  button("take-up").addEventListener("click", taking.takeUp);
  body.addEventListener("keydown", (event) => !followed.away() && event.stopPropagation()); // the page's own keys rest
  page.session.subscribe(showsOrFails);
  tab("lecture");
  listenToRoom({ code, who, hear });
  return {};

  function showsOrFails(what, detail) {
    if (what === "shown") {
      failed = false;
      requestAnimationFrame(leaveEmpty); // once the page says what this one has
    }
    if (what !== "failed" || followed.away()) return;
    failed = true;
    page.say(detail.problem.message);
    setTimeout(again, AGAIN_MS);
  }

  function again() {
    if (failed) followed.retry();
  }
}
