import { addressOf, fetchFile } from "./ask.js";
import { element } from "./element.js";
import { saveFile } from "./saving.js";
import { watch } from "./stream.js";

/**
 * The files to take away, folded away: each is made when it is asked for, with how far it is and a way to stop it.
 * `exports` are those on offer, `query()` says of what.
 */
export function createFiles({ exports, query }) {
  const kinds = [...new Set(exports.map((one) => one.kind))];
  const files = exports.map((one) => createFile(one, query));
  const list = (kind) => element("ul", { class: "share-files" }, files.filter((file) => file.kind === kind).map((file) => file.element));
  const fold = element("details", { class: "share-fold", "data-fold": "files" }, element("summary", {}, "Files to take away"),
    kinds.flatMap((kind) => [element("h3", {}, kind), list(kind)]));

  return {
    element: fold,
    /** Let go of what is still being made: nobody waits for it any more. */
    stop: () => files.forEach((file) => file.stop()),
  };
}

function createFile({ name, about, kind, followed }, query) {
  const said = element("p", { class: "share-file-said", role: "status" });
  const bar = element("progress", { hidden: true, max: 1, "aria-label": `How far ${name} is` });
  const button = element("button", { type: "button", "data-export": name, onclick: () => (making ? stop() : make()) }, name);
  let making = null;

  async function make() {
    const mine = (making = new AbortController());
    begin();
    if (followed) watch(addressOf(`export/${name}/progress`, query()), show, mine.signal);
    try {
      saveFile(await fetchFile(addressOf(`export/${name}`, query()), mine.signal));
      end("Saved.");
    } catch (problem) {
      if (mine === making) end(problem.errors?.[0]?.message ?? problem.message);
    }
  }

  function begin() {
    button.textContent = `Stop ${name}`;
    said.textContent = "Is being made …";
    bar.hidden = false;
    bar.removeAttribute("value");
  }

  function show({ done, of, waiting }) {
    if (waiting) said.textContent = "Waits for others to be finished …";
    else if (of) {
      said.textContent = `${done} of ${of} pictures`;
      bar.value = done / of;
    }
  }

  function end(words) {
    making = null;
    button.textContent = name;
    said.textContent = words;
    bar.hidden = true;
  }

  function stop() {
    if (!making) return;
    const mine = making;
    end("Stopped.");
    mine.abort();
  }

  return { kind, stop, element: element("li", {}, button, element("span", { class: "quiet" }, about.replaceAll("`", "")), bar, said) };
}
