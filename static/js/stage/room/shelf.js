import { element } from "../../element.js";
import { passes } from "../../room/pauses.js";
import { fromRoot } from "../../root.js";
import { callsOf, takeOver } from "./calls.js";
import { grouped } from "./code.js";
import { forgetRoom, goOnWith, keepRoom, keptRooms } from "./kept.js";

const TOKEN = /^#take=(\w+)\.([\w-]+)$/;

/** The rooms that this browser leads, to be reopened or ended; and those that were handed over to it. */
async function begin(holder) {
  const handed = TOKEN.exec(location.hash);
  if (handed) await take(...handed.slice(1), holder);
  const entries = keptRooms().map((room) => entry(room, holder));
  holder.querySelector("ul").replaceChildren(...entries.map(({ line }) => line));
  show(holder);
  for (const { look } of entries) look();
}

function show(holder) {
  holder.hidden = !holder.querySelector("li") && !holder.querySelector("[role=alert]").textContent;
}

/** A room by the token that another device was given for this one; the token is used, and stands nowhere any more. */
async function take(code, token, holder) {
  history.replaceState(null, "", location.pathname);
  try {
    const { key } = await takeOver(code, token);
    const room = { code, key, url: fromRoot(`room/${code}`) };
    keepRoom(room); // the token is used up: whatever happens next, the key is not lost
    await reopen(room);
  } catch (problem) {
    complain(problem, holder);
  }
}

function complain(problem, holder) {
  holder.querySelector("[role=alert]").textContent = problem.words;
}

/** The stage that shows what a room was shown last. */
function addressOf(stage) {
  const { lesson, board, step } = stage?.lecture ?? {};
  if (lesson) return fromRoot(`present/${lesson}#${step}`);
  if (board) return fromRoot(`present/board?board=${board}#${step}`);
  return fromRoot(`present/experiment${stage ? `?${stage.query}` : ""}`);
}

/** To the stage of a room; where that is, the room itself says if it is not known here. */
async function reopen(room) {
  if (!room.at) {
    const { stage, title } = await callsOf(room).look();
    Object.assign(room, { title, at: addressOf(stage) });
  }
  keepRoom(room);
  goOnWith(room.code);
  location.assign(room.at);
}

/** A room's line. It is there before the server has said how the room stands. */
function entry(room, holder) {
  const state = element("span", { class: "quiet" });
  const ending = element("button", { type: "button", class: "quiet-button", onclick: () => end(room, ending, line, holder) }, "End");
  const line = element("li", {},
    element("p", {}, element("strong", {}, grouped(room.code)), ` ${room.title || "An experiment"} `, state),
    element("p", {}, element("button", { type: "button", class: "primary", onclick: () => reopen(room).catch((problem) => complain(problem, holder)) }, "Reopen"), " ", ending));

  async function look() {
    try {
      state.textContent = `${(await callsOf(room).look()).followers} here`;
    } catch (problem) {
      if (passes(problem)) state.textContent = "out of reach now";
      else drop(room, line, holder);
    }
  }
  return { line, look };
}

function drop({ code }, line, holder) {
  forgetRoom(code);
  line.remove();
  show(holder);
}

async function end(room, button, line, holder) {
  if (!button.dataset.sure) {
    button.dataset.sure = "yes";
    button.textContent = "End it for everybody? Press again";
    return;
  }
  try {
    await callsOf(room).end();
    drop(room, line, holder);
  } catch (problem) {
    if (!passes(problem)) return drop(room, line, holder);
    complain(problem, holder);
  }
}

begin(document.querySelector("[data-slot=rooms]"));
