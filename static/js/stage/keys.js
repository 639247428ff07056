const DIGITS = [..."0123456789"];

/** Which key does what: those of every clicker, of PowerPoint and of Keynote, and the stage's own. */
export function keysOf(acts) {
  const once = (act) => (event) => event.repeat || act(event); // a thumb that rests on a clicker skips no steps
  const shifted = (plain, withShift) => (event) => (event.shiftKey ? withShift : once(plain))(event);
  return {
    ...Object.fromEntries(DIGITS.map((digit) => [digit, acts.digit])),
    PageDown: acts.next, n: acts.next, Enter: acts.enter, ArrowRight: shifted(acts.next, acts.forth), ArrowDown: once(acts.next),
    PageUp: acts.back, p: acts.back, Backspace: acts.back, ArrowLeft: shifted(acts.back, acts.backwards), ArrowUp: once(acts.back),
    Home: acts.first, End: acts.last,
    " ": acts.play, r: acts.restart,
    b: acts.black, ".": acts.black, w: acts.white, l: acts.pointer,
    o: acts.room, j: acts.card, a: acts.ask, A: acts.askOther, m: acts.desk, x: acts.away,
    c: acts.controls, e: acts.about, v: acts.view, t: acts.theme, s: acts.notes, f: acts.screen, F5: acts.screen, "?": acts.keys, Escape: acts.leave,
  };
}
