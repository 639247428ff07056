import { ask } from "./ask.js";
import { part, surfacePart, textOf, write } from "./experiment.js";

/** What the server offers. Every name, range, default, help and formula on the page comes from here. */
export async function loadCatalog() {
  return createCatalog(await ask("catalog"));
}

/** The catalogue's answer with its look-ups: `surface(id)`, `ofView(name)`, and so on */
export function createCatalog(answer) {
  const byId = (list) => {
    const index = new Map(list.map((entry) => [entry.id, entry]));
    return (id) => index.get(id);
  };
  const byName = (list) => (name) => list.find((entry) => entry.name === name);
  const surface = byId(answer.surfaces);
  const isNetwork = (pairs) => Boolean(surface(textOf(pairs, "surface"))?.network);
  const viewNames = answer.view.map((entry) => entry.name);
  return {
    ...answer,
    surface,
    optimizer: byId(answer.optimizers),
    schedule: byId(answer.schedules),
    table: byId(answer.tables),
    loss: byId(answer.losses),
    ofRun: byName(answer.run),
    ofView: byName(answer.view),
    viewNames,
    isNetwork,
    /** The query of what decides the drawn surface: of a network all of it, for the plane hangs on where its runs go. */
    surfaceQuery: (pairs) => write(isNetwork(pairs) ? part(pairs, viewNames).experiment : surfacePart(pairs)),
  };
}
