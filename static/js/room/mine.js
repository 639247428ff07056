import { ask } from "../ask.js";
import { change, read, runLetters, withoutRun, write } from "../experiment.js";

const SPREAD_MS = 1500; // a whole class asks at once

/** One's own run of a swarm: the query of the run that was asked about, from the start and with the rate that one picked. */
export function queryOfMine({ query, run }, { start, rate }, letters) {
  const others = runLetters(read(query), letters).filter((letter) => letter !== run);
  const alone = others.reduce(withoutRun, read(query));
  const own = { [`${run}.start`]: start.join(","), ...(rate !== undefined && { [`${run}.lr`]: String(rate) }) };
  return write(change(alone, own));
}

/** Where it ended and why, in the server's words. */
export async function endOf(query) {
  await new Promise((done) => setTimeout(done, SPREAD_MS * Math.random()));
  const { runs } = await ask("run.json", query);
  return runs[0].verdict.text;
}
