import { element, fitFormulas } from "./element.js";
import { offerMathFont } from "./theme.js";

/** Cards whose words hold every word that is searched for; a shelf without any is put away. */
function search(field, shelves, none) {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const shelf of shelves) {
    const cards = [...shelf.querySelectorAll(".work")];
    for (const card of cards) card.hidden = !words.every((word) => card.dataset.words.includes(word));
    shelf.hidden = cards.every((card) => card.hidden);
  }
  none.hidden = shelves.some((shelf) => !shelf.hidden);
}

/** What is searched: the name, the story and the source, as they stand on the card. */
function wordsOf(card) {
  return [...card.querySelectorAll("h3, .work-story, .work-source")].map((part) => part.textContent).join(" ").toLowerCase();
}

/** The card's experiment plays in the place of its picture. */
function play(card) {
  const name = card.querySelector("h3").textContent;
  const address = `embed?${card.dataset.query}&autoplay=1`;
  const frame = element("iframe", { src: address, title: `${name}, playing`, allow: "fullscreen" });
  card.querySelector(".work-picture").replaceChildren(frame);
  frame.focus();
}

offerMathFont();
const field = document.querySelector(".gallery-search input");
const shelves = [...document.querySelectorAll(".shelf")];
for (const card of document.querySelectorAll(".work")) {
  card.dataset.words = wordsOf(card);
  card.querySelector("[data-action=play]").addEventListener("click", () => play(card));
}
field.addEventListener("input", () => search(field, shelves, document.querySelector("[data-out=none]")));
// The browser may have kept what was typed.
if (field.value) search(field, shelves, document.querySelector("[data-out=none]"));
document.fonts.ready.then(() => fitFormulas(document.querySelector(".gallery")));
