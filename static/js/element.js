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

const SMALLEST_PX = 11; // smaller is not read

/** Formulas that are too wide for their column get smaller; what is still too wide scrolls, by the keyboard too. */
export function fitFormulas(root) {
  const sizeOf = (one) => parseFloat(getComputedStyle(one).fontSize);
  const measured = (holder) => [holder, holder.clientWidth / holder.scrollWidth, sizeOf(holder), sizeOf(holder.parentElement)];
  for (const [holder, share, size, around] of [...root.querySelectorAll(".formula, .numbers")].map(measured)) {
    if (!(share < 1)) continue;
    const least = Math.min(1, SMALLEST_PX / size);
    holder.style.fontSize = `${(Math.max(least, share * 0.99) * size) / around}em`;
    if (share < least) holder.tabIndex = 0;
  }
}
