/**
 * Words that a text explains: a word and the symbol that it stands for light up together, and so does what they are in
 * the pictures. Under the mouse, with the keyboard's focus, and for as long as one is pressed.
 *
 * `text` is the element with the words, `light({kind, name} | null)` hears what is spoken of in it.
 */
export function linkWords(text, light) {
  const terms = [...text.querySelectorAll(".term")];
  const known = new Map(terms.map((term) => [keyOf(term), term]));
  const marked = [...text.querySelectorAll("[data-symbol], .term")].filter((one) => known.has(keyOf(one)));
  let pressed = null;
  let over = null;

  const keyAt = (target) => {
    for (let at = closest(target); at; at = closest(at.parentElement)) if (known.has(keyOf(at))) return keyOf(at);
    return null;
  };
  const show = () => {
    for (const one of marked) one.classList.toggle("lit", [over, pressed].includes(keyOf(one)));
    for (const term of terms) term.setAttribute("aria-pressed", String(keyOf(term) === pressed));
    light(thingOf(known.get(over ?? pressed)));
  };
  const look = (key) => {
    if (key === over) return;
    over = key;
    show();
  };
  const press = (key) => {
    pressed = key === pressed ? null : key;
    show();
  };

  for (const one of marked) one.classList.add("lit-with");
  for (const term of terms) {
    term.setAttribute("role", "button");
    term.tabIndex = 0;
    term.addEventListener("focus", () => term.matches(":focus-visible") && look(keyOf(term))); // a finger's focus stays behind it
    term.addEventListener("blur", () => look(null));
    term.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      press(keyOf(term));
    });
  }
  text.addEventListener("pointerover", (event) => event.pointerType === "mouse" && look(keyAt(event.target)));
  text.addEventListener("pointerleave", () => look(null));
  text.addEventListener("click", (event) => {
    const key = keyAt(event.target);
    if (key) press(key);
  });
  show();
}

const closest = (target) => target?.closest?.("[data-symbol], .term");

/** What a word and a symbol have in common: the symbol's name, or a run. */
const keyOf = ({ dataset }) => dataset.symbol ?? `run ${dataset.run}`;

const thingOf = (term) => (term?.dataset.kind ? { kind: term.dataset.kind, name: term.dataset.name } : null);
