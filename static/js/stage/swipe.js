const FAR = 60; // pixels
const SAID = ".lecture, .question, .join-card"; // where, by the styles, the browser leaves what goes across to us
const OWN = "input, button, a"; // what has a use for a finger of its own

/** A finger that goes across what is said turns the step, as it would turn a page. */
export function listenForSwipes({ on, next, back }) {
  let down = null;
  on.addEventListener("pointerdown", (event) => {
    down = event.pointerType === "touch" && event.isPrimary && event.target.closest(SAID) && !event.target.closest(OWN) ? event : null;
  });
  on.addEventListener("pointerup", (event) => {
    if (!down) return;
    const [across, along] = [event.clientX - down.clientX, event.clientY - down.clientY];
    down = null;
    if (Math.abs(across) < FAR || Math.abs(across) < 2 * Math.abs(along)) return;
    if (across < 0) next();
    else back();
  });
  on.addEventListener("pointercancel", () => (down = null));
}
