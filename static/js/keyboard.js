const TYPES = "input:not([type=range]), textarea, select, [contenteditable]";
const ACTS = "button, summary, a";

/** Keys that work wherever nothing nearer wants them: space, arrows, Home, End. `keys` maps a key to what it does. */
export function listenForKeys(keys, page = document) {
  page.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isNearer(event.target, event.key) || page.querySelector("dialog[open]")) return;
    event.preventDefault();
    act(event);
  });
}

function isNearer(target, key) {
  if (!target.closest) return false;
  if (target.closest(TYPES)) return true;
  return key === " " ? Boolean(target.closest(ACTS)) : Boolean(target.closest("input[type=range], [role=listbox]"));
}
