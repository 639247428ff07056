import { passes } from "../../room/pauses.js";
import { createAsking } from "./asking.js";
import { createAskMenu } from "./askmenu.js";
import { createBadge } from "./badge.js";
import { callsOf, openRoom } from "./calls.js";
import { createCard } from "./card.js";
import { grouped } from "./code.js";
import { createDesk } from "./desk.js";
import { forgetRoom, goOnWith, keepRoom, keptRooms, roomHere } from "./kept.js";
import { createLed } from "./led.js";
import { toldOf } from "./told.js";
import { createQuestion } from "./question.js";

/**
 * The room that plays along with the stage: opened, told what is shown, and asked.
 *
 * Returns what the stage's keys do in it. `next` and `back` are true where they were meant for what is asked, or for the card.
 */
export function createRoom({ page, lecture }) {
  let led = null;
  let heard = null; // the activity that was heard last
  let guessedAt = null; // the step whose question the room has been asked
  let saved = "";
  const heardBy = new Set(); // the window of notes
  let offered = null; // a room that was led by another tab, or by this one before it was closed

  const card = createCard();
  const badge = createBadge({ take: () => led.take() });
  const asking = createAsking({ page, room: () => led, changed: render, said: page.say });
  const question = createQuestion({ next: asking.next, away: asking.away, anew: asking.anew });
  const desk = createDesk({ room: () => led, forget: drop, say: page.say });
  const menu = createAskMenu({ ask: asking.ask, catalog: page.catalog, stage: () => ({ query: stageNow()?.query ?? "", pairs: page.store.get(), question: questionNow() }) });

  const isOn = () => led !== null && led.get().over === null;
  const step = () => lecture.steps[lecture.get().at];

  /** What is on the stage as the room is told it; nothing before there is a picture. */
  function stageNow() {
    if (!page.session.get().experiment) return null;
    const { query, step: at, playing, lecture: which, blank } = lecture.get();
    return { query, step: at, playing, lecture: which, blank: blank !== null };
  }

  /** The question of the lecture's step, as plain text. */
  function questionNow() {
    return new DOMParser().parseFromString(step().question, "text/html").body.textContent.trim();
  }

  function render() {
    const now = led?.get() ?? null;
    badge.render(now, now ? "" : offer());
    card.render(isOn() ? now : null);
    desk.render();
    question.render(asking.get(), now);
    tellWords();
    for (const hear of heardBy) hear();
  }

  const offer = () => (offered ? `Room ${grouped(offered.code)} is still open. Press O to go on with it.` : "");

  /** The latest room that was led from this browser and is not over yet. */
  async function findOffer() {
    for (const room of keptRooms()) {
      const problem = await callsOf(room).look().then(() => null, (refused) => refused);
      if (problem && !passes(problem)) forgetRoom(room.code);
      else if (led === null) return show(problem ? null : room);
    }
  }

  function show(room) {
    offered = room;
    render();
  }

  function lead(room) {
    led?.release();
    heard = offered = null;
    keepRoom(room);
    goOnWith(room.code);
    led = createLed({ room, read: stageNow, changed: follow, said: page.say });
    follow();
  }

  function follow() {
    if (!led) return;
    const { activity, over, code } = led.get();
    if (over) forgetRoom(code);
    if (over) asking.forget();
    if (activity && activity !== heard) {
      heard = activity;
      asking.hear(activity);
    }
    render();
  }

  function drop() {
    const { code } = led.get();
    led.release();
    led = null;
    asking.forget();
    forgetRoom(code);
    card.show(false);
    render();
  }

  async function open() {
    try {
      const room = await openRoom(lecture.title.slice(0, 120));
      lead({ code: room.code, key: room.key, url: room.url, title: lecture.title, at: location.href });
      card.show(true);
    } catch (problem) {
      page.say(problem.words);
    }
  }

  /** Where the stage is, so that the shelf leads back to it. */
  function save() {
    if (!isOn() || location.href === saved) return;
    saved = location.href;
    keepRoom({ code: led.get().code, title: lecture.title, at: saved });
  }

  function start() {
    if (led?.get().over) drop();
    if (!led) return offered ? lead(offered) : open();
    if (led.get().desk === "elsewhere") return led.take();
    return desk.toggle();
  }

  async function ask() {
    if (!isOn()) return page.say("Open the room first: press O.");
    if (!step().ask) return menu.open();
    guessedAt = lecture.get().at;
    try {
      await asking.ask(step().ask);
    } catch (problem) {
      page.say(problem.words);
    }
  }

  /** Whether going on asks the room what the step has ready: once, and before its words tell. */
  const asksNext = () => isOn() && led.get().followers > 0 && lecture.get().part === "ask" && guessedAt !== lecture.get().at;

  /** Once it is told what came out, the step's words may be read. */
  function tellWords() {
    const { at, part } = lecture.get();
    if (part === "ask" && guessedAt === at && asking.get().phase === "told") lecture.set({ part: "text" });
  }

  let askedAt = lecture.get().at;
  lecture.subscribe(({ at }) => {
    if (at !== askedAt && asking.get().activity) asking.abandon();
    if (at !== askedAt) guessedAt = null;
    askedAt = at;
    led?.tell();
    save();
  });
  page.session.subscribe((what) => what === "shown" && led?.tell());

  const before = roomHere();
  if (before) lead(before);
  else findOffer();
  render();

  const closeCard = () => card.shown() && (card.show(false), true);
  return {
    start,
    card: () => (isOn() ? card.show(!card.shown()) : page.say("Open the room first: press O.")),
    ask,
    askOther: () => (isOn() ? menu.open() : page.say("Open the room first: press O.")),
    desk: () => (isOn() ? desk.toggle() : page.say("Open the room first: press O.")),
    away: asking.away,
    next: () => closeCard() || asking.next() || (asksNext() && (ask(), true)),
    back: () => closeCard() || asking.back(),
    leave: closeCard,
    spoils: asking.spoils,
    /** What "on" does where that is the room's business, for the window of notes. */
    onward: () => (asksNext() ? { next: "ask" } : {}),
    subscribe: (hear) => heardBy.add(hear),
    /** What the window of notes shows of it; null where there is no room. */
    told: () => (isOn() ? toldOf(led.get(), asking.get(), step().ask) : null),
    /** What is wished there: `{change}` of the door or of everybody's eyes, or `{handOver}`, answered by a link. */
    async wish({ change, handOver }) {
      try {
        if (change) led.changed(await led.calls.change(change));
        return handOver ? await led.calls.handOver() : null;
      } catch (problem) {
        return { problem: problem.words };
      }
    },
  };
}
