import { createCard } from "./card.js";
import { createDrag } from "./drag.js";

const ARROWS = { ArrowUp: -1, ArrowDown: 1 };

/**
 * The ordered list of cards. `act(name, key)` is told what was pressed, `typed(key, name, text)` what was written,
 * `move(key, to)` where a card was dragged or sent by its keys.
 */
export function createList({ slot, template, act, typed, move }) {
  const cards = new Map(); // by the step's key
  let order = [];

  createDrag({ slot, move });
  slot.addEventListener("keydown", (event) => {
    const moves = event.target.matches(".card-handle") || (event.altKey && !event.target.matches("textarea"));
    const by = moves ? ARROWS[event.key] : undefined;
    const holder = event.target.closest(".card");
    if (!by || !holder) return;
    event.preventDefault();
    const key = Number(holder.dataset.key);
    move(key, order.indexOf(key) + by);
  });

  function cardOf(key) {
    const made = () => createCard({ template, key, act: (name) => act(name, key), typed: (name, text) => typed(key, name, text) });
    if (!cards.has(key)) cards.set(key, made());
    return cards.get(key);
  }

  /** The cards in the order of the steps; the one that somebody is in keeps its focus. */
  function render(steps) {
    order = steps.map((step) => step.key);
    for (const [key, card] of cards) {
      if (order.includes(key)) continue;
      card.element.remove();
      cards.delete(key);
    }
    const holders = order.map((key) => cardOf(key).element);
    place(holders);
    steps.forEach((step, at) => cardOf(step.key).show(step, at, steps.length));
  }

  /** Everything goes around the card with the focus, which would lose it if it were moved itself. */
  function place(holders) {
    const at = holders.findIndex((holder) => holder.contains(document.activeElement));
    if (at < 0) return put(holders, null);
    put(holders.slice(0, at), holders[at]);
    put(holders.slice(at + 1), null);
  }

  /** The cards in their order, right before `next`. */
  function put(holders, next) {
    for (const holder of holders.toReversed()) {
      if (!holder.parentNode || holder.nextElementSibling !== next) slot.insertBefore(holder, next);
      next = holder;
    }
  }

  return {
    render,
    picture: (key, query) => cards.get(key)?.picture(query),
    refuse: (key, problems) => cards.get(key)?.refuse(problems),
    /** The card's own field, or its handle. */
    focus: (key, name = "") => cards.get(key)?.element.querySelector(name ? `[name=${name}]` : ".card-handle").focus(),
  };
}
