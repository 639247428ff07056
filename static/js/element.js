/** Make one DOM element. `on...` are listeners, booleans toggle attributes, the rest are attributes. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) give(made, name, value);
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

function give(made, name, value) {
  if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
  else if (value === true) made.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
}

/** MathML as the server typeset it. It comes from the server's own typesetter alone, never from the reader. */
export function formula(mathml) {
  const holder = element("div", { class: "formula" });
  holder.innerHTML = mathml;
  return holder;
}

const SMALLEST = 0.7; // of its size: smaller is not read

/** Formulas that are too wide for their column get smaller; what is still too wide scrolls, by the keyboard too. */
export function fitFormulas(root) {
  const wide = [...root.querySelectorAll(".formula, .numbers")].map((holder) => [holder, holder.clientWidth / holder.scrollWidth]);
  for (const [holder, share] of wide) {
    if (!(share < 1)) continue;
    holder.style.fontSize = `${Math.max(SMALLEST, share * 0.99)}em`;
    if (share < SMALLEST) holder.tabIndex = 0;
  }
}
