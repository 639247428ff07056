/**
 * A storyboard as it is typed: `{title, summary, minutes, steps}`, each step with a `key` of its own, its link as
 * `query`, its title (null: the server names it after its link) and its words. Pure: every change makes another one.
 */

const WORDS = ["text", "question", "answer", "notes"];
const NOTHING = { title: null, text: "", question: "", answer: "", notes: "" };

let keys = 0;

/** A step with a key that no other has. */
export function createStep(parts) {
  return { ...NOTHING, ...parts, key: (keys += 1) };
}

/** What the page came with, with keys. */
export function ofDraft({ steps, ...rest }) {
  return { ...rest, steps: steps.map(createStep) };
}

/** What the server tells of a storyboard, as it is typed; a step that was there before keeps its key. */
export function ofAnswer({ title, summary, minutes, steps }, before = []) {
  const left = [...before];
  const keyed = (step) => {
    const at = left.findIndex((one) => alike(one, step));
    return at < 0 ? createStep(step) : { ...step, key: left.splice(at, 1)[0].key };
  };
  return { title, summary, minutes, steps: steps.map(stepOf).map(keyed) };
}

/** What is sent to the server. */
export function toSend({ title, summary, minutes, steps }) {
  const named = ({ key, title: name, ...rest }) => ({ ...rest, ...(name === null ? {} : { title: name }) });
  return { title, summary, minutes, steps: steps.map(named) };
}

/**
 * The storyboard with what the server found behind its links: their queries, the titles of those that had none, and
 * captions that came with a link. `sent` is what was asked: what was changed meanwhile stays as it is.
 */
export function withFound(board, sent, answer) {
  const found = new Map(sent.steps.map((step, at) => [step.key, [step, stepOf(answer.steps[at])]]));
  const steps = board.steps.map((step) => {
    const [asked, told] = found.get(step.key) ?? [step, step];
    return {
      ...step,
      query: step.query === asked.query ? told.query : step.query,
      title: step.title ?? told.title,
      text: step.text === "" && asked.text === "" ? told.text : step.text,
    };
  });
  return { ...board, steps };
}

export function withStep(board, step, at = board.steps.length) {
  return { ...board, steps: board.steps.toSpliced(at, 0, step) };
}

export function withoutStep(board, key) {
  return { ...board, steps: board.steps.filter((step) => step.key !== key) };
}

/** The step once more, right behind itself. */
export function withCopy(board, key) {
  const at = placeOf(board, key);
  return withStep(board, createStep({ ...board.steps[at], key: null }), at + 1);
}

/** The step at another place, counted from 0; beyond an end there is none. */
export function moved(board, key, to) {
  const from = placeOf(board, key);
  if (to < 0 || to >= board.steps.length || to === from) return board;
  return { ...board, steps: board.steps.toSpliced(from, 1).toSpliced(to, 0, board.steps[from]) };
}

/** One part of a step changed. */
export function changed(board, key, part) {
  return { ...board, steps: board.steps.map((step) => (step.key === key ? { ...step, ...part } : step)) };
}

export function placeOf(board, key) {
  return board.steps.findIndex((step) => step.key === key);
}

function stepOf({ title, query, look, source }) {
  return { title, query: [query, look].filter(Boolean).join("&"), ...source };
}

function alike(one, other) {
  return ["title", "query", ...WORDS].every((name) => one[name] === other[name]);
}
