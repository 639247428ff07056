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

const TRIES = 3; // letters are set in whole pixels, so that a size smaller by a tenth isn't narrower by as much

/** Formulas that are too wide for their column get smaller; what is still too wide scrolls, by the keyboard too. */
export function fitFormulas(root) {
  fit(root);
  // Measuring asks for the font of mathematics; in the one before it, a formula may be narrower.
  if (document.fonts.status === "loading") document.fonts.ready.then(() => fit(root));
}

function fit(root) {
  let wide = [...root.querySelectorAll(".formula, .numbers")];
  for (let tries = 0; tries < TRIES && wide.length; tries += 1) wide = wide.map(measured).filter(shrunk).map(([holder]) => holder);
}

const sizeOf = (one) => parseFloat(getComputedStyle(one).fontSize);
const measured = (holder) => [holder, holder.clientWidth / holder.scrollWidth, sizeOf(holder), sizeOf(holder.parentElement)];

/** Make a formula as small as it must be; true where it was too wide, so that it has to be looked at again. */
function shrunk([holder, share, size, around]) {
  if (!(share < 1)) return false;
  const least = Math.min(1, SMALLEST_PX / size);
  holder.style.fontSize = `${(Math.max(least, share * 0.99) * size) / around}em`;
  if (share < least) holder.tabIndex = 0;
  return true;
}
