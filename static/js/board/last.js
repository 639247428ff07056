const LAST = "fall-line-board"; // the storyboard that this browser was on last
const DRAFT = "fall-line-board-draft"; // what is typed in this tab and can't be in the link as it is

/** The last storyboard's link and title, or null. A convenience: the truth is the link. */
export function lastBoard() {
  return kept("localStorage", LAST);
}

export function keepLast(board, title) {
  keep("localStorage", LAST, { board, title });
}

/** What was typed beyond the storyboard of this link, or null. */
export function draftOf(board) {
  const draft = kept("sessionStorage", DRAFT);
  return draft?.of === board ? draft.value : null;
}

/** Null: nothing is typed that the link doesn't hold. */
export function keepDraft(of, value) {
  keep("sessionStorage", DRAFT, value && { of, value });
}

/** Where nothing may be kept, the very name of the storage is refused. */
function kept(storage, name) {
  try {
    return JSON.parse(window[storage].getItem(name));
  } catch {
    return null;
  }
}

/** A browser that keeps nothing forgets; the link is none the worse. */
function keep(storage, name, value) {
  try {
    window[storage].setItem(name, JSON.stringify(value));
  } catch {
    // Nothing is kept here.
  }
}
