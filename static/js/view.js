import { change, textOf } from "./experiment.js";

/** What is looked at, read from the view keys of the query. `answer` says which scale suits the surface. */
export function readView(pairs, answer, catalog) {
  const usual = (name) => catalog.ofView(name)?.default ?? null;
  const heights = answer?.log.default ? "log" : "linear";
  return {
    view: textOf(pairs, "view") ?? usual("view") ?? catalog.ofView("view").choices[0],
    scale: textOf(pairs, "scale") ?? heights,
    loss: textOf(pairs, "loss") ?? usual("loss") ?? catalog.ofView("loss").choices[0],
    camera: textOf(pairs, "camera") ?? null,
    theme: textOf(pairs, "theme") ?? null,
    speed: Number(textOf(pairs, "speed") ?? usual("speed")),
    step: stepIn(textOf(pairs, "step")),
    hide: new Set((textOf(pairs, "hide") ?? "").split(",").filter(Boolean)),
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

const stepIn = (text) => (text !== undefined && /^\d+$/.test(text) ? Number(text) : null);
