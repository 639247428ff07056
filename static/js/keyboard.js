const TYPES = "input:not([type=range]), textarea, select, [contenteditable]";
const ACTS = "button, summary, a";
const GOES_ON = /^Arrow/; // while it is held down; any other key acts once
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
    if (!event.repeat || GOES_ON.test(event.key) || nameOf(event).startsWith("Ctrl+")) act(event);
  });
}

function nameOf(event) {
  const key = plain(event);
  return event.ctrlKey || event.metaKey ? `Ctrl+${key}` : key;
}

/** A letter as it is without Caps Lock, which nobody looks at while speaking. */
function plain(event) {
  const { key } = event;
  if (!/^[a-z]$/i.test(key) || !event.getModifierState("CapsLock")) return key;
  return key === key.toLowerCase() ? key.toUpperCase() : key.toLowerCase();
}

function isNearer(target, key) {
  if (!target.closest) return false;
  if (target.closest(TYPES)) return true;
  return PRESSES.includes(key) ? Boolean(target.closest(ACTS)) : Boolean(target.closest("input[type=range], [role=listbox]"));
}
