import { element } from "./element.js";
import { fromRoot } from "./root.js";

/** By name: what it is called, and its width and height in pixels; without them it fills its column. */
const SIZES = [
  ["fill", "As wide as its column"],
  ["small", "Small, 480 × 320", 480, 320],
  ["medium", "Medium, 640 × 400", 640, 400],
  ["wide", "Wide, 960 × 540", 960, 540],
];

const ROOM = { width: 760, height: 480 }; // css/embedded.css leaves the controls out of what has neither

/**
 * The picture within another page, folded away: how large, what may be done there, and the code to copy. `link()`
 * says what is shared now: the long link's query, what it is called, and the id of the short link if there is one.
 * `copied(field, what)` copies.
 */
export function createEmbedCode({ link, copied }) {
  const size = element("select", { name: "embed-size", id: "embed-size", onchange: render },
    SIZES.map(([id, text]) => element("option", { value: id }, text)));
  const box = (name) => element("input", { type: "checkbox", name, onchange: render });
  const [free, autoplay] = [box("embed-free"), box("embed-autoplay")];
  const small = element("p", { class: "quiet", hidden: true }, `A frame of this size has room for the map and the playback alone: the controls want ${ROOM.height} pixels of height.`);
  const code = (name, label) => element("textarea", { name, readonly: true, rows: 3, spellcheck: "false", "aria-label": label, onfocus: (event) => event.target.select() });
  const frame = code("embed-frame", "Code of a frame");
  const tag = code("embed-tag", "Code of a tag");
  const copying = (field, action, what) => element("button", { type: "button", "data-action": action, onclick: () => copied(field, what) }, "Copy");
  const choice = (input, text) => element("label", { class: "share-choice" }, input, text);
  const fold = element("details", { class: "share-fold", "data-fold": "embed", ontoggle: render }, element("summary", {}, "Put it into a page of yours"),
    element("div", { class: "share-field" }, element("label", { for: "embed-size" }, "Size"), size),
    element("div", { class: "share-choices" }, choice(free, "With the controls"), choice(autoplay, "Plays when it is seen")),
    small,
    element("div", { class: "share-code-field" }, element("span", {}, "A frame, for any page"), frame, copying(frame, "copy-frame", "Code")),
    element("div", { class: "share-code-field" }, element("span", {}, "A tag, for pages with scripts of their own"), tag, copying(tag, "copy-tag", "Code")));

  function render() {
    const { query, short, title } = link();
    const [, , width, height] = SIZES.find(([id]) => id === size.value);
    small.hidden = !free.checked || !width || width >= ROOM.width || height >= ROOM.height;
    const more = [free.checked && "embed=free", autoplay.checked && "autoplay=1"].filter(Boolean);
    const path = short ? `s/${short}/embed` : "embed";
    const address = new URL(fromRoot(path));
    address.search = [...(short ? [] : [query]), ...more].join("&");
    const room = width ? { width, height } : { style: "width:100%;min-height:260px;aspect-ratio:16/9;border:0" };
    const border = width ? { style: "border:0;max-width:100%" } : {};
    frame.value = markup("iframe", { src: address.href, title, ...room, ...border, loading: "lazy", allow: "fullscreen" });
    const what = short ? { link: short } : { query };
    const script = markup("script", { type: "module", src: fromRoot("embed.js") });
    tag.value = `${markup("fall-line", { ...what, ...(width ? { width, height } : {}), free: free.checked, autoplay: autoplay.checked })}\n${script}`;
  }

  return { element: fold, render };
}

/** An empty element as HTML, its attributes escaped by the browser's own hand. */
function markup(name, attributes) {
  const made = document.implementation.createHTMLDocument("").createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== false) made.setAttribute(key, value === true ? "" : value);
  return made.outerHTML.replaceAll('=""', "");
}
