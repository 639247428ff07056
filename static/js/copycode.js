/** A button on each piece of code that a page shows, to copy it. */

import { copy } from "./copying.js";
import { element } from "./element.js";

const SAID_FOR = 1500;

for (const block of document.querySelectorAll("[data-code]")) block.querySelector(".code-label").after(button(block));

function button(block) {
  const code = block.querySelector("pre");
  const made = element("button", { type: "button", onclick: press }, "Copy");
  return made;

  async function press() {
    made.textContent = (await copy(field(code))) ? "Copied" : "Select it to copy";
    setTimeout(() => (made.textContent = "Copy"), SAID_FOR);
  }
}

/** Code as `copy` knows fields: it can be selected where the browser has no clipboard. */
function field(code) {
  return { value: code.textContent, focus: () => code.focus(), select: () => getSelection().selectAllChildren(code) };
}
