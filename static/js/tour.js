import { element } from "./element.js";

const SEEN = "fall-line-tour";
const GAP = 12;

/** What is shown, in order: what it is about, where it is, on a phone the panel that it is in; `touch` is for fingers. */
const STOPS = [
  { at: ".bar-title button", text: "A surface is a loss: the height at each point says how wrong a model would be there. Choose another one here, or type your own formula." },
  { at: "[data-mount=flat]", text: "The same seen from above. The ring is where the runs start: drag it, or click somewhere else.",
    touch: "The same seen from above. The ring is where the runs start: drag it, or tap somewhere else." },
  { at: "[data-mount=flat]", text: "The slope says which way is uphill and how steep; each step goes the other way. The slopes along both directions together are called the gradient." },
  { at: ".card", tab: "runs", text: "A run: an optimizer and its learning rate, which says how long each step is. Too short and it crawls, too long and it leaps out. Move it while the runs play: they go on with the new one." },
  { at: ".transport", text: "Play, pause, or go step by step; the arrow keys and the space bar do the same.",
    touch: "Play, pause, or go step by step." },
  { at: ".results", tab: "table", text: "How the runs stand, at equal steps and at equal cost, and in the end what became of each, and why." },
  { at: "[data-action=explain], .tabs [value=about]", text: "Explain finds the slope at any point from its definition, and works out the step under the playhead with its own numbers." },
  { at: "[data-menu=arrows] summary", text: "Arrows draw on the pictures what moves a run: downhill, momentum, the next step, the curvature." },
  { at: "[data-action=examples]", tab: "runs", text: "Two dozen experiments worth seeing, each with a sentence on what to notice. A good place to go on from here." },
  { at: "[data-action=share], [data-action=more]", text: "Everything that you set is in the address. Share the link, and whoever opens it sees this very picture." },
];

/**
 * A tour of the page in two minutes. `offer()` asks a first visitor once whether they would like it; `start()`
 * begins it. `showTab(name)` opens a phone's panel.
 */
export function createTour({ again, showTab, page = document }) {
  let at = 0;
  let stops = [];
  let asking = null;
  const text = element("p", { "aria-live": "polite" });
  const count = element("span", { class: "tour-count" });
  const back = word("Back", () => go(at - 1));
  const next = element("button", { type: "button", class: "primary", onclick: () => go(at + 1) });
  const card = element("div", { class: "tour", role: "dialog", "aria-label": "Tour of the page", hidden: true },
    text, element("div", { class: "tour-words" }, count, word("Skip the tour", end), back, next));
  const frame = element("div", { class: "tour-frame", "aria-hidden": "true", hidden: true });
  page.body.append(frame, card);
  again.addEventListener("click", start);
  card.addEventListener("keydown", onKey);
  window.addEventListener("resize", () => card.hidden || place());

  function start() {
    forget();
    again.closest("dialog")?.close();
    stops = STOPS.filter((stop) => stop.tab || find(stop));
    card.hidden = frame.hidden = false;
    go(0);
  }

  function go(to) {
    if (to >= stops.length) return end();
    at = Math.max(0, to);
    if (stops[at].tab) showTab(stops[at].tab);
    if (!find(stops[at])) return go(to < at ? at - 1 : at + 1);
    text.textContent = (matchMedia("(pointer: coarse)").matches && stops[at].touch) || stops[at].text;
    count.textContent = `${at + 1} of ${stops.length}`;
    back.disabled = at === 0;
    next.textContent = at === stops.length - 1 ? "Done" : "Next";
    place();
    next.focus({ preventScroll: true });
  }

  /** The first that can be seen of what a stop is about. */
  function find({ at: selector }) {
    return [...page.querySelectorAll(selector)].find((found) => found.getClientRects().length);
  }

  /** Beside what it is about, where there is room. */
  function place() {
    const target = find(stops[at]);
    target.scrollIntoView({ block: "nearest" });
    const box = target.getBoundingClientRect();
    Object.assign(frame.style, px({ left: box.left - 4, top: box.top - 4, width: box.width + 8, height: box.height + 8 }));
    const [width, height] = [card.offsetWidth, card.offsetHeight];
    const below = box.bottom + GAP + height < floorFor(target);
    const above = box.top - GAP - height > 0;
    const top = below ? box.bottom + GAP : above ? box.top - GAP - height : box.bottom - height - GAP;
    const left = Math.min(Math.max(GAP, box.left + box.width / 2 - width / 2), innerWidth - width - GAP);
    Object.assign(card.style, px({ left, top: Math.min(Math.max(GAP, top), innerHeight - height - GAP) }));
  }

  /** Where a thumb plays, nothing is put: there the transport is the floor. */
  function floorFor(target) {
    const transport = page.querySelector(".transport");
    const { top, bottom } = transport.getBoundingClientRect();
    return bottom >= innerHeight - 1 && transport !== target ? top : innerHeight;
  }

  function end() {
    card.hidden = frame.hidden = true;
    find(stops[at])?.focus?.({ preventScroll: true });
  }

  function onKey(event) {
    const act = { Escape: end, ArrowRight: () => go(at + 1), ArrowLeft: () => go(at - 1) }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  function forget() {
    asking?.remove();
    asking = null;
    remember();
  }

  return {
    start,
    offer() {
      if (remembered()) return;
      asking = element("aside", { class: "tour-offer", "aria-label": "Tour of the page" },
        element("p", {}, "New here? A tour takes two minutes."),
        element("div", { class: "tour-words" }, element("button", { type: "button", class: "primary", onclick: start }, "Show me"), word("No, thanks", forget)));
      page.body.append(asking);
    },
  };
}

function word(text, onclick) {
  return element("button", { type: "button", class: "word-button", onclick }, text);
}

const px = (sizes) => Object.fromEntries(Object.entries(sizes).map(([name, value]) => [name, `${Math.round(value)}px`]));

/** A browser may keep nothing: then everyone is new. */
function remembered() {
  try {
    return localStorage.getItem(SEEN) !== null;
  } catch {
    return false;
  }
}

function remember() {
  try {
    localStorage.setItem(SEEN, "seen");
  } catch {
    // asked again next time
  }
}
