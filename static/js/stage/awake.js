const STILL_MS = 2500;

/** The few controls are there while the mouse moves, and gone soon after: nothing but the lecture is on the stage. */
export function createAwake({ body = document.body, page = document }) {
  let timer = null;
  const sleep = () => (body.dataset.awake = "no");

  function wake() {
    body.dataset.awake = "yes";
    clearTimeout(timer);
    timer = setTimeout(sleep, STILL_MS);
  }

  for (const name of ["pointermove", "pointerdown", "focusin"]) page.addEventListener(name, wake, { passive: true });
  sleep();
}
