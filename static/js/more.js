/**
 * The actions of the bar behind one word, where the screen is narrow: `menu` holds them, `button` opens it. What can
 * be done again and again (`stays`) leaves it open. Escape, a press beside it and a way out by Tab close it.
 */
export function createMore({ button, menu, stays }) {
  const isOpen = () => menu.classList.contains("is-open");

  function show(open) {
    menu.classList.toggle("is-open", open);
    button.setAttribute("aria-expanded", String(open));
  }

  function close({ focus = false } = {}) {
    if (!isOpen()) return;
    if (focus) button.focus();
    show(false);
  }

  button.addEventListener("click", () => {
    show(!isOpen());
    if (isOpen()) menu.querySelector("button:not(:disabled)")?.focus();
  });
  // Before the action itself, so that a dialog gives the focus back to a button that is there.
  menu.addEventListener("click", ({ target }) => {
    const action = target.closest("button")?.dataset.action;
    if (action && !stays.includes(action)) close({ focus: true });
  }, { capture: true });
  document.addEventListener("pointerdown", ({ target }) => !menu.contains(target) && target !== button && close());
  for (const part of [menu, button]) {
    part.addEventListener("keydown", (event) => event.key === "Escape" && close({ focus: true }));
    part.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !menu.contains(relatedTarget) && relatedTarget !== button && close());
  }
}
