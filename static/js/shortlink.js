import { post, remove } from "./ask.js";
import { element } from "./element.js";

const TOKENS = "fall-line-links";

/**
 * A short link, made when it is asked for. `show(query)` says of what; the same query has the same link, so one that
 * was made stands there again. Whoever made it can delete it from the same browser.
 */
export function createShortLink({ copied, changed }) {
  const made = new Map(); // by query
  let query = "";
  let busy = false;
  const make = element("button", { type: "button", "data-action": "make-short", onclick: () => doing(create) }, "Make a short link");
  const field = element("input", { type: "text", name: "short", readonly: true, "aria-label": "Short link", onfocus: () => field.select() });
  const copying = element("button", { type: "button", "data-action": "copy-short", onclick: () => copied(field) }, "Copy short link");
  const words = element("p", { class: "quiet", role: "status", "data-out": "short" });
  const forget = element("button", { type: "button", class: "word-button", "data-action": "delete-short", onclick: () => doing(erase) }, "Delete the short link");
  const problem = element("p", { class: "field-problem", role: "alert", "data-out": "short-problem" });
  const holder = element("div", { class: "share-short" }, element("div", { class: "share-row" }, make, field, copying), problem, words, forget);

  const current = () => made.get(query) ?? null;

  function render(said = "") {
    const link = current();
    make.hidden = Boolean(link);
    make.disabled = busy;
    for (const node of [field, copying]) node.hidden = !link;
    field.value = link?.url ?? "";
    forget.hidden = !(link && tokens()[link.id]);
    forget.disabled = busy;
    words.textContent = said || (link ? "It leads here for good, as long as this server is there." : "");
    problem.textContent = "";
  }

  /** One thing at a time; what went wrong is said here, and the long link stays as it is. */
  async function doing(work) {
    if (busy) return;
    busy = true;
    render();
    const wanted = query;
    const failure = await work(wanted).then(() => null, (error) => error);
    busy = false;
    if (wanted !== query) return render();
    if (!failure) return;
    render();
    problem.textContent = failure.errors?.[0]?.message ?? failure.message;
  }

  async function create(wanted) {
    const { id, url, token } = await post("links", { query: wanted });
    // The address as this page sees the server, whatever stands between them.
    made.set(wanted, { id, url: new URL(new URL(url).pathname, location.origin).href });
    if (token) keep({ ...tokens(), [id]: token });
    if (wanted !== query) return;
    busy = false;
    render();
    changed();
    copying.focus();
  }

  async function erase(wanted) {
    const { id } = made.get(wanted);
    const { [id]: token, ...others } = tokens();
    await remove(`links/${id}`, token);
    keep(others);
    made.delete(wanted);
    if (wanted !== query) return;
    busy = false;
    render("The short link is deleted; it leads nowhere now.");
    changed();
    make.focus();
  }

  function show(next) {
    query = next;
    render();
  }

  return { element: holder, show, current };
}

/** The tokens of the links that were made in this browser, by id. */
function tokens() {
  try {
    return JSON.parse(localStorage.getItem(TOKENS)) ?? {};
  } catch {
    return {};
  }
}

/** A browser that keeps nothing can't delete later; the link is none the worse. */
function keep(all) {
  try {
    localStorage.setItem(TOKENS, JSON.stringify(all));
  } catch {
    // Nothing is kept here.
  }
}
