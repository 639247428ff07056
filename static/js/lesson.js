import { offerMathFont } from "./theme.js";

/**
 * A word of a step and the symbol that it explains light up together: under the mouse, with the keyboard's focus, and
 * for as long as it is pressed. Only what a word explains lights up.
 */
function link(step) {
  const terms = [...step.querySelectorAll(".term")];
  const known = new Set(terms.map((term) => term.dataset.symbol));
  const marked = [...step.querySelectorAll("[data-symbol]")].filter((one) => known.has(one.dataset.symbol));
  let pressed = null;
  let over = null;

  const symbolAt = (target) => {
    for (let at = target.closest?.("[data-symbol]"); at; at = at.parentElement?.closest("[data-symbol]")) {
      if (known.has(at.dataset.symbol)) return at.dataset.symbol;
    }
    return null;
  };
  const light = () => {
    for (const one of marked) one.classList.toggle("lit", [over, pressed].includes(one.dataset.symbol));
    for (const term of terms) term.setAttribute("aria-pressed", String(term.dataset.symbol === pressed));
  };
  const look = (symbol) => {
    if (symbol === over) return;
    over = symbol;
    light();
  };
  const press = (symbol) => {
    pressed = symbol === pressed ? null : symbol;
    light();
  };

  for (const one of marked) one.classList.add("lit-with");
  for (const term of terms) {
    term.setAttribute("role", "button");
    term.tabIndex = 0;
    term.addEventListener("focus", () => look(term.dataset.symbol));
    term.addEventListener("blur", () => look(null));
    term.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      press(term.dataset.symbol);
    });
  }
  step.addEventListener("pointerover", (event) => event.pointerType === "mouse" && look(symbolAt(event.target)));
  step.addEventListener("pointerleave", () => look(null));
  step.addEventListener("click", (event) => {
    const symbol = symbolAt(event.target);
    if (symbol) press(symbol);
  });
  light();
}

offerMathFont();
for (const step of document.querySelectorAll(".step .words:first-of-type")) link(step);
document.body.dataset.ready = "true";
