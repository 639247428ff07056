import { element } from "../element.js";
import { part, read, write } from "../experiment.js";
import { createAnswers } from "./asking.js";
import { recall, remember } from "./memory.js";
import { endOf, queryOfMine } from "./mine.js";
import { isCounted, toldOf } from "./outcome.js";
import { createSheet } from "./sheet.js";

/**
 * Taking part: each activity from its question to what came of it, with one's own answers, which are remembered here
 * so that a page that is loaded again knows them. `watch(query)` lets somebody see that on their own.
 */
export function createTaking({ code, who, page, followed, holder, changed, watch }) {
  const { catalog, session } = page;
  const store = `room ${code} answers`;
  const answers = createAnswers({ code, who, hear });
  const sheet = createSheet({ holder, send, changed: draw });
  let activity = null;
  let alone = null; // the button that leads away to one's own run
  let held = false;
  let shown = null; // what the sheet says, so that a count of answers does not begin it anew

  const mine = (id = activity?.id) => (recall(store) ?? {})[id] ?? null;
  const note = (id, news) => remember(store, { ...recall(store), [id]: news });

  function send(answer, nickname) {
    note(activity.id, { counted: null, ...ofThisRound(activity), round: activity.round, answer, state: "sending" });
    answers.answer(activity.id, answer, nickname);
  }

  function hear(id, state, problem) {
    const own = mine(id);
    note(id, { ...own, state, counted: isCounted(state) ? own.answer : own.counted });
    if (id !== activity?.id) return;
    if (activity.state === "open") sheet.say(state, problem);
    else if (sheet.isThere()) tell(activity);
  }

  function take(next) {
    activity = next;
    const key = next && [next.id, next.state, next.round].join(" ");
    if (key === shown) return;
    if (next?.state !== "open") answers.drop();
    sheet.clear();
    if (waits()) return; // asked once its picture is there
    shown = key;
    if (next?.state === "open") ask(next);
    else if (next && next.state !== "away") tell(next);
  }

  const tell = (next) => sheet.close(next.question, ...toldOf(code, next, ofThisRound(next)), ...ownRun(next));

  const waits = () => activity?.state === "open" && (followed.away() || !isShown());

  /** Whether the picture is of what is asked: only then does a tap on it mean something. */
  function isShown() {
    if (!activity?.query) return true;
    return session.get().query === write(part(read(activity.query), catalog.viewNames).experiment);
  }

  const ofThisRound = ({ id, round }) => (mine(id)?.round === round ? mine(id) : null);

  function ask(next) {
    const before = ofThisRound(next);
    const gone = before?.state === "refused"; // what counts then is what came before it
    sheet.ask(next, (gone ? before.counted : before?.answer) ?? null);
    if (before?.counted !== null && before) sheet.say("counted");
    if (before && !gone && before.state !== "counted") sheet.give();
  }

  /** What became of one's own run of a swarm. */
  function ownRun(told) {
    const own = ofThisRound(told);
    if (told.kind !== "swarm" || !own?.counted) return [];
    const query = queryOfMine(told, own.counted, catalog.letters);
    const end = element("p", {});
    endOf(query).then((text) => (end.textContent = `Yours: ${text}`), () => {});
    alone = element("button", { type: "button", class: "room-choice", disabled: held, onclick: () => watch(query) }, "Watch yours on its own");
    return [end, alone];
  }

  /** What is asked about an experiment is answered at its start; whoever puts it aside is with the stage. */
  function lead() {
    const asks = activity?.state === "open" && activity.query && !sheet.isAside();
    followed.instead(asks ? activity.query : null);
  }

  /** The ring where one has tapped, for as long as the picture is of what was asked. */
  function draw() {
    lead();
    page.overlay(activity && !followed.away() && isShown() ? laid() : null);
    changed();
  }

  /** One's own tap; once it is revealed, the place where it really ended as well. */
  function laid() {
    const own = ofThisRound(activity);
    const point = activity.state === "open" ? sheet.point() : pointIn(own?.counted);
    const truth = activity.ask === "where" ? activity.results?.truth : null;
    if (!sheet.isThere() || (!point && !truth)) return null;
    return truth ? { kind: "cloud", points: [], truth, point } : { kind: "pick", point };
  }

  session.subscribe((what) => {
    if (what !== "shown" || !activity) return;
    take(activity);
    draw();
  });

  return {
    take,
    /** Somebody went away or came back, where what was asked meanwhile waits for them. */
    went() {
      if (activity && !followed.away()) take(activity);
      draw();
    },
    /** Whether everybody stays with the stage. */
    hold(on) {
      held = on;
      if (alone) alone.disabled = on;
    },
    isWaiting: waits,
    takeUp: sheet.takeUp,
    isAside: sheet.isAside,
    press: (point) => isShown() && sheet.press(point),
    /** Whether something is asked that trying it would give away. */
    spoils: () => activity?.kind === "prediction" && activity.state === "open",
  };
}

/** Where an answer is on the map, if it is anywhere. */
function pointIn(answer) {
  if (Array.isArray(answer)) return answer;
  return answer?.start ?? null;
}
