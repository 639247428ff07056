const MARKS = { msup: "^", msub: "_" };
const GROUPED = /^(-?[\w.]+|\(.*\))$/; // needs no brackets around it

/** The text of a step's HTML in one line, its formulas as one would type them: 4x^2 and not 4x2. */
export function plainTextOf(html, parse = new DOMParser()) {
  return written(parse.parseFromString(html, "text/html").body).replace(/\s+/g, " ").trim();
}

function written(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  const parts = [...node.childNodes].map(written);
  const name = node.localName;
  if (name === "math" && node.getAttribute("alttext")) return node.getAttribute("alttext");
  if (name in MARKS) return `${parts[0]}${MARKS[name]}${grouped(parts[1])}`;
  if (name === "mfrac") return `${grouped(parts[0])}/${grouped(parts[1])}`;
  if (name === "msqrt") return `√${grouped(parts.join(""))}`;
  return parts.join("") + (name === "p" || name === "li" ? " " : "");
}

const grouped = (text) => (GROUPED.test(text) ? text : `(${text})`);
