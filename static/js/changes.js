import { element } from "./element.js";
import { changesOf, fromTheStart, inForce, optimizerAt, withoutChange } from "./midway.js";

const FEW = 3;

/** What happens to a run on its way, one line a change, in the server's words, with the way to take it back. */
export function createChanges({ letter, store, moment }) {
  const holder = element("div", { class: "card-changes" });
  let built = null;

  function sync(pairs, experiment) {
    const rows = rowsOf(pairs, letter, experiment, moment.step());
    const shape = JSON.stringify(rows);
    if (shape === built) return;
    built = shape;
    const list = rows.length ? [element("ol", { class: "changes" }, rows.map(line))] : [];
    holder.replaceChildren(...(rows.length > FEW ? [folded(list, rows.length)] : list));
  }

  function folded(list, count) {
    const open = holder.querySelector("details")?.open ?? false;
    return element("details", { open }, element("summary", {}, `${count} changes on the way`), list);
  }

  function line({ key, name, step, text, whole, inForce: now }) {
    const words = element("span", { class: "change-words" },
      whole ? wordButton("from-the-start", "From the start", () => store.set(fromTheStart(store.get(), letter, whole.name, whole.text))) : null,
      key ? wordButton("take-back", "Take back", () => store.set(withoutChange(store.get(), letter, { key, name, step }))) : null);
    return element("li", { "data-field": key, class: now ? "is-in-force" : null }, element("span", {}, text), words);
  }

  /** The line goes with its button: the keyboard goes on at the slider. */
  function wordButton(action, text, act) {
    const onclick = () => {
      const card = holder.closest(".card");
      act();
      (card.isConnected ? card : document).querySelector("input[type=range]")?.focus({ preventScroll: true });
    };
    return element("button", { type: "button", class: "word-button", "data-action": action, onclick }, text);
  }

  return { element: holder, sync };
}

/** The lines: [{key, name, step, text, inForce, whole}], `whole` what could hold for the whole run. */
function rowsOf(pairs, letter, experiment, step) {
  const run = experiment?.runs.find((candidate) => candidate.id === letter);
  const changes = changesOf(pairs, letter);
  const begun = changes.filter((one) => one.name === "").map((one) => one.step);
  const shown = changes.filter((one) => ["", "start"].includes(one.name) || !begun.includes(one.step));
  const rows = shown.map((one) => ({ ...one, text: inWords(one, run), ...standing(pairs, letter, one, step) }));
  const shared = changes.length && run?.shares ? [{ key: null, text: sharedInWords(run.shares, experiment.steps) }] : [];
  return [...shared, ...rows];
}

function standing(pairs, letter, { key, name, step: since, text }, step) {
  if (name === "start") return { inForce: false, whole: null };
  const stage = optimizerAt(pairs, letter, step);
  const now = (name === "" ? stage : inForce(pairs, letter, name, step)).key === key;
  const whole = now && name !== "" && optimizerAt(pairs, letter, since).since === 0 ? { name, text } : null;
  return { inForce: now, whole };
}

/** The server's sentence; until it comes, what the query says. */
function inWords({ name, step, text }, run) {
  const told = (list) => list?.find((one) => one.step === step && (one.name ?? "start") === (name || "optimizer"));
  const known = name === "start" ? told(run?.moves) : told(run?.changes);
  const same = known && (name === "start" || String(known.value) === text || known.value === Number(text));
  return same ? known.text : `From step ${step} on: ${name === "start" ? "moved to" : name || "optimizer"} ${text}.`;
}

function sharedInWords({ run, until }, steps) {
  const other = run.toUpperCase();
  return until < steps ? `Shares its way with run ${other} up to step ${until}.` : `The same as run ${other} so far: change something.`;
}
