import { ask } from "../ask.js";
import { element } from "../element.js";
import { coordinates } from "../plot/words.js";
import { shortest } from "../experiment.js";
import { OUT } from "./forms.js";
import { whoIn } from "./memory.js";

/**
 * What the sheet says of an activity that is closed or revealed: a line, and what stands under it. `mine` is one's own
 * answer as it is remembered here, `code` the room's.
 */
export function toldOf(code, activity, mine) {
  const counted = mine?.counted ?? null;
  const own = element("p", {}, counted === null ? missed(mine) : answered(activity, counted));
  if (activity.state === "closed") return ["Closed. Look to the front.", own];
  const { words, counts: chosen, scores } = activity.results;
  return [words, own, counted !== null && scores && worth(code, activity, counted, scores), chosen && bars(chosen, chosenAt(activity, counted))];
}

/** One's own points beside the mean of all, once the server has told them. */
function worth(code, { id }, answer, { mean, formula }) {
  const line = element("p", { class: "room-score", title: formula });
  const say = ({ score }) => score !== null && line.append(element("strong", {}, String(score)), ` of 100 points. The mean is ${mean}.`);
  const query = new URLSearchParams({ answer: JSON.stringify(answer), who: whoIn(code) });
  ask(`rooms/${code}/activities/${id}/score`, String(query)).then(say, () => {});
  return line;
}

/** Whether an answer that is so far on its way is among those of the class. */
export const isCounted = (state) => ["counted", "unkept"].includes(state);

const missed = (mine) => (mine && mine.state !== "refused" ? "Your answer did not get through in time." : "You did not answer this one.");

/** One's own answer, in words. */
function answered(activity, answer) {
  const { variables } = activity;
  const said = {
    poll: () => `“${activity.choices[answer]}”`,
    which: () => activity.choices[activity.runs.indexOf(answer)],
    where: () => (answer === OUT ? "it leaves the picture" : coordinates(variables, answer)),
    rate: () => shortest(answer, 4),
    swarm: () => `from ${coordinates(variables, answer.start)}${answer.rate ? `, with ${shortest(answer.rate, 4)}` : ""}`,
  };
  return `You said: ${said[activity.ask ?? activity.kind]()}.`;
}

const chosenAt = (activity, answer) => (activity.runs ? activity.runs.indexOf(answer) : answer);

/** How the class chose: a bar for each choice, the right one and one's own said in words too. */
function bars(counts, own) {
  const most = Math.max(1, ...counts.map((one) => one.answers));
  const bar = ({ choice, run, answers, right }, k) => {
    const marks = [right && "right", k === own && "yours"].filter(Boolean).join(", ");
    return element("li", { "data-run": run, "data-right": right ? "yes" : null },
      element("span", { class: "room-bar-name" }, choice, marks && element("em", {}, ` ${marks}`)),
      element("span", { class: "room-bar-count" }, String(answers)),
      element("span", { class: "room-bar-track", style: `--share: ${answers / most}` }));
  };
  return element("ul", { class: "room-bars" }, counts.map(bar));
}
