import { change, textOf } from "./experiment.js";

/** What is looked at, read from the view keys of the query. `answer` says which scale suits the surface. */
export function readView(pairs, answer, catalog) {
  const usual = (name) => catalog.ofView(name)?.default ?? null;
  // Before the first surface is there, the catalogue says whether data stand behind it.
  const { fitted } = answer ?? catalog.surface(textOf(pairs, "surface")) ?? {};
  const heights = answer?.log.default ? "log" : "linear";
  return {
    view: textOf(pairs, "view") ?? (fitted ? "fit" : (usual("view") ?? catalog.ofView("view").choices[0])),
    errors: textOf(pairs, "errors") ?? catalog.ofView("errors").choices[0],
    scale: textOf(pairs, "scale") ?? heights,
    loss: textOf(pairs, "loss") ?? (answer && goesBelowZero(answer) ? "linear" : "log"),
    camera: textOf(pairs, "camera") ?? null,
    theme: textOf(pairs, "theme") ?? null,
    speed: Number(textOf(pairs, "speed") ?? usual("speed")),
    step: stepIn(textOf(pairs, "step")),
    autoplay: textOf(pairs, "autoplay") !== undefined,
    words: textOf(pairs, "title") !== undefined || textOf(pairs, "description") !== undefined,
    hide: namesIn(textOf(pairs, "hide")),
    explain: textOf(pairs, "explain") ?? null,
    sort: textOf(pairs, "sort") ?? catalog.ofView("sort").choices[0],
    arrows: namesIn(textOf(pairs, "arrows")),
    point: pointIn(textOf(pairs, "point")),
    h: Number(textOf(pairs, "secant") ?? usual("secant")),
  };
}

/** A change of view is no place to go back to: it stays in the same entry of the history. */
export function setView(store, texts) {
  store.set(change(store.get(), texts), { replace: true });
}

/** The text of `hide` with one name more or less; null where nothing is hidden. */
export function toggled(hide, name) {
  const next = new Set(hide);
  if (!next.delete(name)) next.add(name);
  return next.size ? [...next].join(",") : null;
}

/** The pairs with one name less under `hide`: nothing stays hidden that is no longer there. */
export function unhidden(pairs, name) {
  const hide = namesIn(textOf(pairs, "hide"));
  hide.delete(name);
  return change(pairs, { hide: hide.size ? [...hide].join(",") : null });
}

const below = new WeakMap();

/** A loss that is somewhere negative has no logarithm there. */
function goesBelowZero(answer) {
  const losses = () => [...answer.z.flat(), ...answer.minima.map((point) => point.at(-1))];
  if (!below.has(answer)) below.set(answer, losses().some((loss) => loss < 0));
  return below.get(answer);
}

const namesIn = (text) => new Set((text ?? "").split(",").filter(Boolean));

const pointIn = (text) => (text ? text.split(",").map(Number) : null);

const stepIn = (text) => (text !== undefined && /^\d+$/.test(text) ? Number(text) : null);
