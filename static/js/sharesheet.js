import { addressOf, ask } from "./ask.js";
import { copy } from "./copying.js";
import { element } from "./element.js";
import { change, textOf, write } from "./experiment.js";
import { fromRoot } from "./root.js";
import { createEmbedCode } from "./shareembed.js";
import { createFiles } from "./sharefiles.js";
import { createSees } from "./sharesees.js";
import { createWords } from "./sharewords.js";
import { createShortLink } from "./shortlink.js";

const ELSEWHERE = { embed: null, autoplay: null }; // what is asked of another page's frame, and of no link

/** The sheet's own style sheet, in the page. */
export function styled(page = document) {
  const link = element("link", { rel: "stylesheet", href: new URL("../css/share.css", import.meta.url).href });
  return new Promise((done, failed) => {
    link.addEventListener("load", done, { once: true });
    link.addEventListener("error", failed, { once: true });
    page.head.append(link);
  });
}

/**
 * The share sheet: the link to what is on the picture, long and short, as a QR code, and what whoever opens it meets.
 *
 * `shared()` says what there is to share now: the experiment's query, the pairs that say how it is looked at, and the
 * step under the playhead. `catalog` knows what may be hidden, and how much a link may say of itself.
 */
export function createShareSheet({ dialog, catalog, shared }) {
  let now = { query: "", look: [], step: 0 };
  const status = element("p", { class: "share-status", role: "status", "data-out": "shared" });
  const long = element("input", { type: "text", name: "link", id: "share-link", readonly: true, onfocus: () => long.select() });
  const copyLong = element("button", { type: "button", class: "primary", "data-action": "copy-link", onclick: () => copied(long, "Link") }, "Copy link");
  const short = createShortLink({ copied: (input) => copied(input, "Short link"), changed: follow });
  const sees = createSees({ panels: catalog.panels, controls: catalog.controls, changed: render });
  const words = createWords({ words: catalog.words, changed: render });
  const embed = createEmbedCode({ link: () => ({ query: query(), short: short.current()?.id, title: words.texts().title ?? document.title }), copied });
  const files = createFiles({ exports: catalog.exports, query });
  const code = element("img", { class: "share-code", "data-out": "qr", width: 200, height: 200, onerror: explainCode });
  const codeWords = element("p", { class: "quiet share-code-words" });
  const board = element("a", { class: "button", "data-action": "to-board" }, "Add to storyboard");
  const opens = { now: radio("now"), start: radio("start") };
  const stepWords = element("span");

  function radio(value) {
    return element("input", { type: "radio", name: "opens", value, onchange: render });
  }

  function build() {
    const label = (...children) => element("label", { class: "share-choice" }, ...children);
    dialog.append(
      element("div", { class: "panel-bar" }, element("h2", { id: "share-title" }, "Share this picture"),
        element("button", { type: "button", class: "quiet-button", "data-action": "close", onclick: () => dialog.close() }, "Close")),
      element("div", { class: "share-body" },
        element("div", { class: "share-links" },
          element("label", { for: "share-link", class: "quiet" }, "The link has the whole experiment in it."),
          element("div", { class: "share-row" }, long, copyLong),
          short.element,
          element("div", { class: "share-row" }, board, element("span", { class: "quiet share-beside" }, "A lecture of your own, of several such links.")),
          status,
          element("fieldset", { class: "share-choices" }, element("legend", {}, "It opens"),
            label(opens.now, stepWords), label(opens.start, "Playing from the start")),
          sees.elements,
          words.element,
          embed.element,
          files.element),
        element("figure", { class: "share-figure" }, code, codeWords)));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", files.stop);
  }

  /** The pairs of the view as chosen: at this step or not, without what is to be hidden, and what is said of it. */
  function look() {
    return change(now.look, { step: opens.now.checked ? String(now.step) : null, hide: sees.hide(now.look), ...words.texts(), ...ELSEWHERE });
  }

  function query() {
    return [now.query, write(look())].filter(Boolean).join("&");
  }

  function render() {
    status.textContent = "";
    long.value = `${fromRoot("")}?${query()}`;
    board.href = fromRoot(`board?add=${encodeURIComponent(query())}`);
    short.show(query());
    follow();
  }

  /** What hangs on whether there is a short link. */
  function follow() {
    showCode();
    embed.render();
  }

  function showCode() {
    const link = short.current();
    code.hidden = false;
    code.alt = link ? `QR code of ${link.url}` : "QR code of the link";
    code.src = addressOf("qr.svg", link ? `short=${link.id}` : query());
    codeWords.textContent = link ? "The short link, for a phone to read." : "The link, for a phone to read. A short link makes a coarser code, easier to read from afar.";
  }

  /** Why there is no code: the picture itself can't say. */
  async function explainCode() {
    code.hidden = true;
    const asked = code.src;
    const words = await ask("qr.svg", new URL(asked).search).then(() => "", (problem) => problem.errors?.[0]?.message ?? problem.message);
    if (asked === code.src) codeWords.textContent = words || "The code can't be shown.";
  }

  async function copied(input, what) {
    const done = await copy(input);
    const use = what === "Code" ? "Paste it into the page." : "It opens this very picture.";
    status.textContent = done ? `${what} copied. ${use}` : `The ${what.toLowerCase()} is selected: copy it from there.`;
  }

  function open() {
    if (!dialog.childElementCount) build();
    now = shared();
    sees.read(now.look);
    words.read(now.look);
    opens[textOf(now.look, "step") === undefined ? "start" : "now"].checked = true;
    stepWords.textContent = `At step ${now.step}, at rest`;
    render();
    dialog.showModal();
    copyLong.focus();
  }

  return { open };
}
