import { passes } from "../../room/pauses.js";
import { noteAsked, wasAsked } from "./asked.js";
import { createAsking } from "./asking.js";
import { createAskMenu } from "./askmenu.js";
import { createBadge } from "./badge.js";
import { callsOf, openRoom } from "./calls.js";
import { createCard } from "./card.js";
import { grouped } from "./code.js";
import { createDesk } from "./desk.js";
import { forgetRoom, goOnWith, keepRoom, keptRooms, roomHere } from "./kept.js";
import { createLed } from "./led.js";
import { plainTextOf } from "./plain.js";
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
  let pending = null; // "open" or "ask", while that call is on its way: one at a time, however often a key is pressed
  let failedAt = null; // the step that could not be asked when it was tried last
  let saved = "";
  const heardBy = new Set(); // the window of notes
  let offered = null; // a room that was led by another tab, or by this one before it was closed

  const card = createCard();
  const badge = createBadge({ take: () => led.take(), dismiss: drop });
  const asking = createAsking({ page, room: () => led, changed: render, said: page.say });
  const question = createQuestion({ next: asking.next, away: asking.away, anew: asking.anew });
  const desk = createDesk({ room: () => led, forget: drop, say: page.say });
  const menu = createAskMenu({ ask: (activity) => meanwhile("ask", () => asking.ask(activity)), catalog: page.catalog, stage: () => ({ query: stageNow()?.query ?? "", pairs: page.store.get(), question: questionNow() }) });

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
    return plainTextOf(step().question);
  }

  async function meanwhile(what, act) {
    pending = what;
    try {
      return await act();
    } finally {
      pending = null;
    }
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
      if (activity.kind === step().ask?.kind && activity.question === step().guess?.question) noteAsked(code, lecture.get().lecture);
      asking.hear(activity);
    }
    render();
  }

  function drop() {
    if (!led) return;
    const { code } = led.get();
    led.release();
    led = null;
    asking.forget();
    forgetRoom(code);
    card.show(false);
    render();
  }

  async function open() {
    if (pending) return;
    try {
      const room = await meanwhile("open", () => openRoom(lecture.title.slice(0, 120)));
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
    if (pending) return;
    const { at, lecture: which } = lecture.get();
    const { code } = led.get();
    try {
      await meanwhile("ask", () => asking.ask(step().ask));
      noteAsked(code, which);
      if (lecture.get().at !== at) asking.away();
    } catch (problem) {
      // The next press tries again, and the one after that goes on without it.
      if (!passes(problem) || failedAt === at) noteAsked(code, which);
      failedAt = at;
      page.say(problem.words);
    }
  }

  const hasAsked = () => wasAsked(led.get().code, lecture.get().lecture);

  /** Whether going on asks the room what the step has ready: once, and before its words tell. */
  function asksNext() {
    if (!isOn() || lecture.get().part !== "ask") return false;
    const { followers, reached } = led.get();
    return reached && followers > 0 && !hasAsked();
  }

  /** Once it is told what came out, the step's words may be read. */
  function tellWords() {
    if (isOn() && lecture.get().part === "ask" && asking.get().phase === "told" && hasAsked()) lecture.set({ part: "text" });
  }

  let askedAt = lecture.get().at;
  lecture.subscribe(({ at }) => {
    if (at !== askedAt && asking.get().activity) asking.abandon();
    if (at !== askedAt) failedAt = null;
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
    askOther: () => (pending ? undefined : isOn() ? menu.open() : page.say("Open the room first: press O.")),
    desk: () => (isOn() ? desk.toggle() : page.say("Open the room first: press O.")),
    away: asking.away,
    next: () => closeCard() || asking.next() || pending === "ask" || (asksNext() && (ask(), true)),
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
