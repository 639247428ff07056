const TYPES = "input:not([type=range]), textarea, select, [contenteditable]";
const ACTS = "button, summary, a";
const PRESSES = [" ", "Enter"];

/**
 * Keys that work wherever nothing nearer wants them. `keys` maps a key to what it does: " ", "ArrowLeft", "?",
 * and "Ctrl+z" for one pressed with Ctrl or Command, "Ctrl+Z" with Shift as well.
 */
export function listenForKeys(keys, page = document) {
  page.addEventListener("keydown", (event) => {
    const act = keys[nameOf(event)];
    if (!act || event.defaultPrevented || event.altKey) return;
    if (isNearer(event.target, event.key) || page.querySelector("dialog[open]")) return;
    event.preventDefault();
    act(event);
  });
}

const nameOf = ({ key, ctrlKey, metaKey }) => (ctrlKey || metaKey ? `Ctrl+${key}` : key);

function isNearer(target, key) {
  if (!target.closest) return false;
  if (target.closest(TYPES)) return true;
  return PRESSES.includes(key) ? Boolean(target.closest(ACTS)) : Boolean(target.closest("input[type=range], [role=listbox]"));
}
