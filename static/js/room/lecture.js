import { ask } from "../ask.js";
import { element, fitFormulas } from "../element.js";

/** The words of the step that is being taught: what the stage shows of a lesson, to be read in the hand. */
export function createLecture({ holder, taught }) {
  const known = new Map();
  let wanted = null;
  let before = null; // the step whose words stand there

  /** The lesson or storyboard, asked for once. */
  function whole(lecture) {
    const what = lecture.lesson ? `lessons/${encodeURIComponent(lecture.lesson)}` : "board";
    const query = lecture.lesson ? "" : `board=${encodeURIComponent(lecture.board)}`;
    const key = `${what}?${query}`;
    if (!known.has(key)) known.set(key, ask(what, query).catch((problem) => (known.delete(key), Promise.reject(problem))));
    return known.get(key);
  }

  function show(told, { step: number, part }) {
    const step = told.steps[number - 1];
    const further = step && step === before && part !== "ask";
    holder.replaceChildren(...(step ? wordsOf(told, step, number, part) : []));
    fitFormulas(holder);
    if (!further) holder.scrollTop = 0;
    else if (["question", "answer"].includes(part)) holder.lastElementChild.scrollIntoView({ block: "nearest" });
    before = step;
    taught(Boolean(step && (step.text || step.question)));
  }

  return {
    /** `lecture` is what the stage says of it, null where nothing is being taught. */
    async render(lecture) {
      const next = JSON.stringify(lecture ?? null);
      if (next === wanted) return;
      wanted = next;
      if (!lecture) return show({ steps: [] }, { step: 1 });
      const told = await whole(lecture).catch(() => null);
      if (wanted !== next) return;
      if (told) show(told, lecture);
      else wanted = null; // the next word of the stage asks once more
    },
  };
}

/** The words so far: what the stage has not come to yet might give an answer away. */
function wordsOf({ title, steps }, step, number, part = "question") {
  const set = (html, name) => {
    const made = element("div", { class: name });
    made.innerHTML = html; // as the server typeset it, which lets no HTML of anybody through
    return made;
  };
  return [
    element("p", { class: "quiet" }, `${title}, ${number} of ${steps.length}`),
    element("h2", {}, step.title),
    ...(part === "ask" && step.guess ? [element("p", { class: "room-words room-question" }, step.guess.question)] : [
      step.text && set(step.text, "room-words"),
      ["question", "answer"].includes(part) && step.question && set(step.question, "room-words room-question"),
      part === "answer" && step.answer && set(step.answer, "room-words"),
    ]),
  ].filter(Boolean);
}
