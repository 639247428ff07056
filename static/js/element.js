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
