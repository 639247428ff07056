import { ask, post, send } from "../ask.js";
import { textOf } from "../experiment.js";
import { keepDraft, keepLast } from "./last.js";
import { ofAnswer, toSend, withFound } from "./value.js";

const REST_MS = 400; // what is typed goes to the server when it rests

/**
 * The storyboard that is typed and the one in the link: what is typed is sent to the server, and what that accepts is
 * the page's address. What it refuses stays as typed, and the address as it was.
 *
 * `hear` is told of a `change` to be drawn, of `accepted` with the server's answer, of `refused` with its Problem.
 */
export function createSession({ store, first, hear }) {
  let board = first;
  let saved = first; // the storyboard that the address says, as it was typed
  let problem = null;
  let timer = null;
  let asked = 0;
  let last = Promise.resolve();

  /** Another storyboard; `gesture` makes one entry of the history of what belongs together, `rests` waits for more. */
  function set(next, { gesture = null, rests = false } = {}) {
    if (next === board) return;
    board = next;
    hear.change(board);
    keepDraft(address(), board);
    clearTimeout(timer);
    timer = setTimeout(() => begin({ gesture }), rests ? REST_MS : 0);
  }

  function begin(how) {
    timer = null;
    last = save(how);
  }

  async function save({ gesture = null, replace = false } = {}) {
    const mine = (asked += 1);
    const sent = board;
    if (!sent.steps.length) return accept(sent, null, { gesture, replace });
    const [answer, refused] = await post("board", toSend(sent)).then((told) => [told, null], (error) => [null, error]);
    if (mine !== asked) return;
    if (refused) refuse(refused);
    else accept(sent, answer, { gesture, replace });
  }

  function refuse(refused) {
    problem = refused;
    hear.refused(refused, board);
  }

  function accept(sent, answer, how) {
    problem = null;
    const still = sent === board;
    if (answer) board = withFound(board, sent, answer);
    store.set(answer ? [["board", answer.board]] : [], how);
    saved = still ? board : saved;
    keepDraft(address(), still && answer ? null : board);
    if (answer) keepLast(answer.board, answer.title);
    hear.accepted(board, answer);
  }

  /** The storyboard that the address says, instead of what is typed. */
  async function load() {
    const mine = (asked += 1);
    const packed = address();
    clearTimeout(timer);
    timer = null;
    const answer = packed ? await ask("board", `board=${packed}`).catch(refusedHere) : null;
    if (mine !== asked || answer === undefined) return;
    problem = null;
    board = answer ? ofAnswer(answer, board.steps) : { ...board, steps: [] };
    saved = board;
    keepDraft(packed, null);
    hear.change(board);
    hear.accepted(board, answer);
  }

  /** An old entry that is refused now opens as a page does: there it is mended. */
  function refusedHere(refused) {
    if (refused.status !== 422) return refuse(refused);
    keepDraft(address(), null);
    window.location.reload();
  }

  /** A file in the place of what is typed; a Problem where it is refused. */
  async function open(file) {
    const answer = await send("board", file, "text/markdown");
    asked += 1;
    const sent = (board = ofAnswer(answer, board.steps));
    hear.change(board);
    accept(sent, answer, {});
  }

  /** Everything typed is in the address, or refused; the problem, or null. */
  async function settled() {
    if (timer !== null) {
      clearTimeout(timer);
      begin({});
    }
    await last;
    return problem;
  }

  const address = () => textOf(store.get(), "board") ?? "";

  store.subscribe((pairs, { source }) => source === "history" && load());

  return {
    get: () => board,
    set,
    open,
    load,
    settled,
    address,
    /** Ask for what is there already. */
    begin: () => begin({ replace: true }),
    /** Take back what is typed beyond the address, else the last entry. */
    undo: () => (board === saved ? store.undo() : load()),
    redo: store.redo,
    canUndo: () => store.canUndo() || board !== saved,
    canRedo: store.canRedo,
  };
}
