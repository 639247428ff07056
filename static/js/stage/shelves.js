import { putBy } from "../putby.js";
import { fromRoot } from "../root.js";

const PATIENCE_MS = 10_000;
const LOOKS = 20; // for what the worker may still be writing down
const LOOK_AGAIN_MS = 250;

/** By the stage's worker, for good: whatever is fetched passes it. It wants https, or one's own machine. */
class WorkersShelf {
  ready = "Ready without a network.";

  constructor(edition) {
    this.edition = edition;
  }

  async open() {
    const { serviceWorker } = navigator;
    const script = new URL(`${fromRoot("present/worker.js")}?edition=${this.edition}`, location.href).href;
    const taken = new Promise((done, refused) => {
      const look = () => serviceWorker.controller?.scriptURL === script && done();
      serviceWorker.addEventListener("controllerchange", look);
      setTimeout(() => refused(new Error("the worker does not lead this page")), PATIENCE_MS);
      look();
    });
    await serviceWorker.register(script, { scope: fromRoot("present") });
    const { active } = await serviceWorker.ready;
    // A page that was loaded past the worker is not led by one that has begun already.
    if (active.scriptURL === script) active.postMessage("claim");
    await taken;
    this.cache = await caches.open(`fall-line-stage ${this.edition}`);
  }

  wants = () => true;
  has = (address) => this.cache.match(address, { ignoreVary: true });

  /** Whether it is there, now or soon. */
  async holds(address) {
    for (let looks = 0; looks < LOOKS; looks++) {
      if (await this.has(address)) return true;
      await new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));
    }
    return false;
  }

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
  holds = this.has;
  put = async (address, answer) => putBy.set(address, await answer.text());
}

/** Where what a lecture needs is kept in this browser. */
export function shelfFor(edition) {
  return "serviceWorker" in navigator ? new WorkersShelf(edition) : new PagesShelf();
}
