import { element } from "../../element.js";
import { fitType } from "../fittype.js";
import { showResults } from "../results.js";
import { grouped, placeOf } from "./code.js";
import { kindOf } from "./showing.js";
import { onwardOf } from "./told.js";

const LONG = 90; // characters; a longer question is set smaller

/** What is asked, in the place of the lecture's words: the question, how many have answered, and then what came out. */
export function createQuestion({ next, away, anew, after = document.querySelector(".lecture") }) {
  const question = element("h1", {});
  const body = element("div", { class: "question-body" });
  const count = element("p", { class: "question-count", role: "status" });
  const join = element("p", { class: "question-join" });
  const problem = element("p", { class: "question-problem", role: "alert" });
  const onward = button("primary", next);
  const again = button("", anew, "Clear and ask again");
  const actions = element("div", { class: "question-actions" }, onward, again, button("", away, "Put away"));
  const panel = element("section", { class: "question", "aria-label": "Asked of the room", hidden: true },
    question, body, count, element("div", { class: "question-foot" }, problem, join, actions));
  after.after(panel);
  let drawn = "";
  new ResizeObserver(() => fitType(panel, body)).observe(panel);

  function button(look, act, text = "") {
    return element("button", { type: "button", class: look || null, onclick: (event) => {
      act();
      if (event.detail > 0) event.currentTarget.blur();
    } }, text);
  }

  /** Drawn anew only where it is another: what stands there may be being read out. */
  function fill({ activity, phase, results }) {
    const key = JSON.stringify([activity.id, activity.round, phase, results]);
    if (key === drawn) return;
    drawn = key;
    body.replaceChildren();
    body.scrollTop = 0;
    const place = element("div", {});
    if (phase === "scores") showScores(place, results);
    else if (results && phase !== "open") showResults(place, { ...(phase === "told" ? results : veiled(results)), question: "", scores: null });
    else if (activity.choices) body.append(element("ol", { class: "question-choices" }, activity.choices.map((choice, k) => element("li", { "data-run": activity.runs?.[k] }, choice))));
    else if (phase === "open") body.append(element("p", { class: "question-how" }, HOW[kindOf(activity)]));
    if (results?.out && ["closed", "showing"].includes(phase)) body.append(element("p", { class: "question-how" }, `${results.out} of ${results.answers} say that it leaves the picture.`));
    body.prepend(place);
    fitType(panel, body);
  }

  return {
    render(asked, room) {
      const { activity, phase, busy } = asked;
      panel.hidden = !activity;
      document.body.dataset.asking = phase ?? "";
      document.body.dataset.asked = activity ? kindOf(activity) : "";
      if (!activity) return void (drawn = "");
      question.textContent = activity.question;
      panel.classList.toggle("is-long", activity.question.length > LONG);
      count.replaceChildren(...(["open", "closed", "showing"].includes(phase) ? counted(activity, room) : []));
      join.replaceChildren(...(phase === "open" && room ? [`${placeOf(room.url)}   `, element("strong", {}, grouped(room.code))] : []));
      problem.textContent = asked.problem;
      onward.textContent = onwardOf(asked);
      onward.disabled = busy;
      fill(asked);
    },
  };
}

const HOW = {
  where: "Tap the picture on your phone where it will end.",
  rate: "Choose a learning rate on your phone.",
  swarm: "Tap the picture on your phone where yours will start.",
};

function counted({ answers, state }, room) {
  const of = room && room.followers >= answers ? ` of ${room.followers}` : "";
  return state === "open"
    ? [element("strong", {}, String(answers)), `${of} answered`]
    : [element("strong", {}, String(answers)), answers === 1 ? " answer" : " answers"];
}

/** What the class said, without what is true. */
function veiled(results) {
  const chosen = results.points ? null : results.counts; // of places, only the truth says which were near
  return { ...results, truth: null, words: "", counts: chosen?.map((one) => ({ ...one, right: null })) };
}

function showScores(place, results) {
  showResults(place, { kind: results.kind, question: "", words: "", scores: results.scores });
}
