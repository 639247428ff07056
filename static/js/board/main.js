import { ask } from "../ask.js";
import { copy } from "../copying.js";
import { createDrop } from "../drop.js";
import { textOf } from "../experiment.js";
import { createStore } from "../store.js";
import { createChoice } from "./choose.js";
import { createFiles } from "./files.js";
import { createHead } from "./head.js";
import { draftOf, lastBoard } from "./last.js";
import { createList } from "./list.js";
import { sorted } from "./problems.js";
import { createSession } from "./session.js";
import { createTell } from "./tell.js";
import { changed, createStep, moved, ofDraft, placeOf, withCopy, withStep, withoutStep } from "./value.js";

const page = document.querySelector(".board");
const slot = (name) => document.querySelector(`[data-slot=${name}]`);
const out = (name) => page.querySelector(`[data-out=${name}]`);
const button = (name) => page.querySelector(`.board-bar [data-action=${name}]`);
const link = page.querySelector("[name=link]");
const tell = createTell({ line: out("said"), list: out("problems") });

const store = createStore();
const asked = store.get();
const typedBefore = draftOf(textOf(asked, "board") ?? "");
const session = createSession({ store, first: ofDraft(typedBefore ?? JSON.parse(page.dataset.draft)), hear: { change, accepted, refused } });
const head = createHead({ slot: slot("head"), typed: (name, value) => session.set({ ...session.get(), [name]: value }, typing(name)) });
const list = createList({
  slot: slot("steps"),
  template: document.getElementById("card"),
  typed: (key, name, text) => session.set(changed(session.get(), key, { [name]: text }), typing(`${key} ${name}`)),
  act: (name, key) => acts[name]?.(key),
  move,
});

const acts = {
  earlier: (key) => move(key, placeOf(session.get(), key) - 1),
  later: (key) => move(key, placeOf(session.get(), key) + 1),
  copy(key) {
    session.set(withCopy(session.get(), key));
    const at = placeOf(session.get(), key) + 1;
    list.focus(session.get().steps[at].key, "title");
    tell.say(`Step ${at} is there once more, as step ${at + 1}.`);
  },
  delete: remove,
};

let behind = false; // whether something typed can't be in the link as it is

const typing = (gesture) => ({ gesture, rests: true });

function move(key, to) {
  const board = session.get();
  const next = moved(board, key, to);
  if (next === board) return;
  session.set(next);
  tell.say(`Step ${placeOf(board, key) + 1} is now step ${to + 1} of ${board.steps.length}.`);
}

function remove(key) {
  const board = session.get();
  const at = placeOf(board, key);
  session.set(withoutStep(board, key));
  const near = session.get().steps[Math.min(at, board.steps.length - 2)];
  if (near) list.focus(near.key);
  else slot("add").elements.add.focus();
  tell.offer(`Step ${at + 1} is deleted.`, "Bring it back", () => {
    session.set(withStep(session.get(), board.steps[at], at));
    list.focus(key);
    tell.say(`Step ${at + 1} is back.`);
  });
}

/** One more step at the end, with whatever stands for its experiment as `query`. */
function add(parts) {
  const step = createStep(parts);
  session.set(withStep(session.get(), step));
  tell.say(`Step ${session.get().steps.length} is added.`);
  return step.key;
}

function change(board) {
  head.show(board);
  list.render(board.steps);
  out("empty").hidden = board.steps.length > 0;
  turns();
}

function turns() {
  button("undo").disabled = !session.canUndo();
  button("redo").disabled = !session.canRedo();
}

function accepted(board) {
  change(board);
  head.refuse(new Map());
  for (const step of board.steps) {
    list.picture(step.key, step.query);
    list.refuse(step.key, new Map());
  }
  tell.mend([]);
  if (behind) tell.note("The link holds everything again.");
  behind = false;
  link.value = location.href;
  for (const name of ["present", "read"]) button(name).search = location.search;
}

/** Each refusal lands where it is to be mended, and the link stays without what is refused. */
function refused(problem, board) {
  const places = sorted(problem);
  head.refuse(places.head);
  board.steps.forEach((step, at) => list.refuse(step.key, places.steps.get(at) ?? new Map()));
  tell.mend(places.rest);
  if (!behind) tell.note("The link doesn’t hold your last changes yet: something is to be mended.");
  behind = true;
  turns();
}

/** What is done with the link waits until it holds everything; where it can't, the first mistake has the focus. */
async function whole(use) {
  const problem = await session.settled();
  if (problem) {
    page.querySelector("[aria-invalid=true]")?.focus();
    return tell.say("First mend what is marked: the link doesn’t hold it yet.");
  }
  if (!session.address()) return tell.say("Add a step first.");
  return use();
}

for (const name of ["present", "read"]) {
  button(name).addEventListener("click", (event) => {
    event.preventDefault();
    whole(() => location.assign(button(name).href));
  });
}
button("copy").addEventListener("click", () =>
  whole(async () => tell.say((await copy(link)) ? "Link copied. It has the whole storyboard in it." : "The link is selected: copy it from there.")));
button("undo").addEventListener("click", () => session.undo());
button("redo").addEventListener("click", () => session.redo());
link.addEventListener("focus", () => link.select());

const files = createFiles({ save: button("save"), open: button("open"), field: page.querySelector("[name=file]"), whole, session, tell });
createDrop(files.take, () => true, { becomes: "Drop it: the storyboard in this file.", kept: "What is here now stays one step back." });
createChoice({ dialog: slot("choose"), button: page.querySelector("[data-action=choose]"), choose: (parts) => list.focus(add(parts), "title") });
slot("add").addEventListener("submit", (event) => {
  event.preventDefault();
  const { add: field } = event.target.elements;
  if (!field.value.trim()) return field.focus();
  add({ query: field.value });
  field.value = "";
});

/** What the page was opened for: a link to add goes to the storyboard that this browser was on last. */
async function begin() {
  const more = textOf(asked, "add");
  if (more === undefined) return session.begin();
  const named = textOf(asked, "board") ?? (await usable(lastBoard()?.board));
  store.set(named ? [["board", named]] : [], { replace: true });
  if (named && textOf(asked, "board") === undefined) await session.load();
  return list.focus(add({ query: more }), "title");
}

/** The link, where the server still takes it. */
async function usable(packed) {
  return packed && ask("board", `board=${packed}`).then(() => packed, () => "");
}

function offerLast() {
  const last = lastBoard();
  out("last").hidden = !last;
  if (!last) return;
  out("last-link").textContent = last.title;
  out("last-link").search = `?board=${last.board}`;
}

offerLast();
change(session.get());
await begin();
document.body.dataset.ready = "true";
