import { element } from "../element.js";

const SHOWN_MS = 6000;

/** What is said of the whole page: a line for what has just been done, and a list of what is to be mended. */
export function createTell({ line, list }) {
  let timer = null;

  /** What has just been done, for a while. */
  function say(text) {
    clearTimeout(timer);
    line.textContent = text;
    timer = setTimeout(() => (line.textContent = ""), SHOWN_MS);
  }

  return {
    say,
    /** The same of what nobody asked for: a way back that is offered stays. */
    note: (text) => line.querySelector("button") || say(text),
    /** What has been done, with a way to take it back for as long as nothing else is said. */
    offer(text, name, take) {
      clearTimeout(timer);
      line.replaceChildren(`${text} `, element("button", { type: "button", class: "word-button", onclick: take }, name));
    },
    mend(messages) {
      list.hidden = messages.length === 0;
      list.replaceChildren(...messages.map((message) => element("li", {}, message)));
    },
  };
}
