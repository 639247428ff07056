import { ask } from "./ask.js";

const GRID = 101;
const COARSE_TO_FINE = [21, 51, GRID];

/**
 * The drawn surface of a wish, as it becomes known: `take(answer)` for each, the last one the finest.
 *
 * Most surfaces are there at once. A network's is asked for when `trained` is settled, for its plane is not known
 * before, and from coarse to fine. `wanted()` says whether anyone is still interested.
 */
export async function followRelief({ surfaceQuery, network, trained, wanted, take }) {
  if (network) await trained;
  for (const n of network ? COARSE_TO_FINE : [GRID]) {
    if (!wanted()) return;
    await take(await ask("surface", surfaceQuery ? `${surfaceQuery}&n=${n}` : `n=${n}`), n < GRID);
  }
}
