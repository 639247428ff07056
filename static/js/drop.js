import { element } from "./element.js";

const STILL_MS = 700; // browsers tell of a file held over the page two or three times a second

/**
 * A file dropped anywhere on the page goes to `take(files)`, where `mayDrop()`; while one is held over it, the page says
 * so: `words` are what it becomes, and what else is to be known.
 */
export function createDrop(take, mayDrop, words) {
  const hint = element("div", { class: "drop-hint", popover: "manual", hidden: true },
    element("p", {}, words.becomes, element("small", {}, words.kept)));
  document.body.append(hint);
  let timer = null;

  function show() {
    clearTimeout(timer);
    timer = setTimeout(hide, STILL_MS);
    if (!hint.hidden) return;
    hint.hidden = false;
    hint.showPopover?.(); // above an open dialog too
  }

  function hide() {
    clearTimeout(timer);
    if (hint.hidden) return;
    hint.hidePopover?.();
    hint.hidden = true;
  }

  const carriesFiles = (event) => mayDrop() && event.dataTransfer?.types.includes("Files");
  window.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    show();
  });
  window.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    hide();
    if (event.dataTransfer.files.length) take([...event.dataTransfer.files]);
  });
}
