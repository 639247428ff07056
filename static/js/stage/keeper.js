import { shelfFor } from "./shelves.js";

const AT_ONCE = 3;

/**
 * Keeps all that a lecture needs for when the network is gone, in the background. `needed()` gives the addresses,
 * `changed()` is called when there is more of it. `said()` is how far that is, in words.
 */
export function createKeeper({ needed, edition, changed }) {
  const shelf = shelfFor(edition);
  let said = "";

  function say(words) {
    said = words;
    changed();
  }

  async function keepAll() {
    await shelf.open();
    const left = (await needed()).filter(shelf.wants);
    const all = left.length;
    const keepSome = async () => {
      for (let address = left.shift(); address; address = left.shift()) {
        say(`Keeping the lecture for when the network is gone: ${all - left.length} of ${all}.`);
        await keep(address);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, keepSome));
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
