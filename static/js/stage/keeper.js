import { shelfFor } from "./shelves.js";

const LOOK_AGAIN_MS = 250;

/**
 * Keeps all that a lecture needs for when the network is gone, in the background: one thing after another, and none while
 * the audience is shown something that moves, which `busy()` says. `needed()` gives the addresses, `changed()` is called
 * when there is more of it. `said()` is how far that is, in words.
 */
export function createKeeper({ needed, edition, busy, changed }) {
  const shelf = shelfFor(edition);
  let said = "";

  function say(words) {
    said = words;
    changed();
  }

  async function keepAll() {
    await shelf.open();
    const left = (await needed()).filter(shelf.wants);
    for (const [k, address] of left.entries()) {
      while (busy()) await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
      say(`Keeping the lecture for when the network is gone: ${k + 1} of ${left.length}.`);
      await keep(address);
    }
    for (const address of left) if (!(await shelf.holds(address))) throw new Error(`${address} is not kept`);
    say(shelf.ready);
  }

  async function keep(address) {
    if (await shelf.has(address)) return;
    const answer = await fetch(address, { priority: "low" });
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    await shelf.put(address, answer);
  }

  return {
    said: () => said,
    start: () => keepAll().catch(() => say("Not everything could be kept: without its network the lecture may stop. Load this page again to try once more.")),
  };
}
