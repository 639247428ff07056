const here = new Set();

/** Whether a room has been asked what a step of a lecture has ready; `step` is the stage's own word for it. */
export function wasAsked(code, step) {
  return here.has(name(code, step)) || kept(name(code, step)) !== null;
}

/** It has been asked now. This tab knows it after a reload too. */
export function noteAsked(code, step) {
  here.add(name(code, step));
  try {
    sessionStorage.setItem(name(code, step), "yes");
  } catch {
    // known until the page is loaded again
  }
}

const name = (code, { lesson = "", board = "", step } = {}) => `asked in ${code}: ${lesson}${board} ${step}`;

function kept(key) {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
