const EDGE_PX = 72; // this near to an edge of the window, the page goes along
const SCROLL_PX = 14;
const CLICK_PX = 4;

/**
 * A card is dragged by its handle, with a mouse, a pen or a finger: the others make room while it goes. Escape puts it
 * back. `move(key, to)` when it is let go at another place.
 */
export function createDrag({ slot, move }) {
  let held = null;

  slot.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".card-handle");
    if (!handle || event.button !== 0 || held) return;
    const card = handle.closest(".card");
    held = { card, handle, id: event.pointerId, from: indexOf(card), next: card.nextElementSibling, y: event.clientY, at: event.clientY, going: false };
    handle.setPointerCapture(event.pointerId);
  });
  slot.addEventListener("pointermove", (event) => {
    if (!held || event.pointerId !== held.id) return;
    held.at = event.clientY;
    if (!held.going && Math.abs(held.at - held.y) < CLICK_PX) return;
    if (!held.going) begin();
    follow();
  });
  slot.addEventListener("pointerup", () => end(true));
  slot.addEventListener("pointercancel", () => end(false));
  window.addEventListener("keydown", (event) => event.key === "Escape" && end(false));

  function begin() {
    held.going = true;
    // Where the pointer holds it, from its top.
    held.grip = held.y - held.card.getBoundingClientRect().top;
    held.card.classList.add("is-dragged");
    requestAnimationFrame(scroll);
  }

  /** The card stays under the pointer, and changes places with a neighbour whose middle it has passed. */
  function follow() {
    const { card, grip, at } = held;
    const top = at - grip;
    const before = card.previousElementSibling;
    const after = card.nextElementSibling;
    if (before && top < middle(before)) slot.insertBefore(card, before);
    else if (after && top + card.offsetHeight > middle(after)) slot.insertBefore(after, card);
    card.style.transform = "";
    card.style.transform = `translateY(${top - card.getBoundingClientRect().top}px)`;
  }

  function scroll() {
    if (!held?.going) return;
    const by = held.at < EDGE_PX ? -SCROLL_PX : held.at > window.innerHeight - EDGE_PX ? SCROLL_PX : 0;
    if (by) {
      window.scrollBy(0, by);
      follow();
    }
    requestAnimationFrame(scroll);
  }

  function end(stays) {
    if (!held) return;
    const { card, handle, from, next, going } = held;
    held = null;
    if (!going) return;
    card.classList.remove("is-dragged");
    card.style.transform = "";
    const to = indexOf(card);
    if (!stays) slot.insertBefore(card, next);
    handle.focus();
    if (stays && to !== from) move(Number(card.dataset.key), to);
  }

  const indexOf = (card) => [...slot.children].indexOf(card);
}

function middle(card) {
  const { top, height } = card.getBoundingClientRect();
  return top + height / 2;
}
