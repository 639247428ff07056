import { putBy } from "../putby.js";
import { fromRoot } from "../root.js";

/** By the stage's worker, for good: whatever is fetched passes it. It wants https, or one's own machine. */
class WorkersShelf {
  ready = "Ready without a network.";

  constructor(edition) {
    this.edition = edition;
  }

  async open() {
    const { serviceWorker } = navigator;
    const taken = new Promise((done) => serviceWorker.addEventListener("controllerchange", done, { once: true }));
    await serviceWorker.register(`${fromRoot("present/worker.js")}?edition=${this.edition}`, { scope: fromRoot("present") });
    await serviceWorker.ready;
    if (!serviceWorker.controller) await taken;
    this.cache = await caches.open(`fall-line-stage ${this.edition}`);
  }

  wants = () => true;
  has = (address) => this.cache.match(address);
  put = (address, answer) => answer.arrayBuffer();
}

/** In this page, for as long as it is open: the answers and its fonts, for nothing here can keep the page itself. */
class PagesShelf {
  ready = "Ready without a network until this page is loaded again; only over https can it be kept for longer.";

  async open() {
    await Promise.all([...document.fonts].map((face) => face.load())); // a later step may be the first with italics, or a formula
  }

  wants = (address) => address.startsWith(fromRoot("api/")) && !address.startsWith(fromRoot("api/poster"));
  has = (address) => putBy.has(address);
  put = async (address, answer) => putBy.set(address, await answer.text());
}

/** Where what a lecture needs is kept in this browser. */
export function shelfFor(edition) {
  return "serviceWorker" in navigator ? new WorkersShelf(edition) : new PagesShelf();
}
