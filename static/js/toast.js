const SHOWN_MS = 2600;

/** A line at the foot of the page that goes away by itself. Returns `say(text)`. */
export function createToast(line) {
  let timer = null;
  return (text) => {
    clearTimeout(timer);
    line.textContent = text;
    line.hidden = false;
    timer = setTimeout(() => (line.hidden = true), SHOWN_MS);
  };
}
