/**
 * The line to the page around a frame, over postMessage.
 *
 * That page says `{to: "fall-line", do, step, thing}`, where `do` is "hello" or one of `acts`: "seek" is told a whole step,
 * "light" what is spoken of, as `{kind, name}` or null, others nothing. The first page to say one of these is the host: it
 * alone is listened to from then on, and told `{from: "fall-line", event, ...detail}`. Before that nobody is told more than that a frame is here.
 */
export function createLine({ acts, greet, page = window }) {
  const around = page.parent;
  let host = null;

  function tell(event, detail = {}) {
    if (host !== null) around.postMessage({ from: "fall-line", event, ...detail }, targetOf(host));
  }

  page.addEventListener("message", ({ source, origin, data }) => {
    if (around === page || source !== around || !isMeant(data, acts)) return;
    if (host !== null && origin !== host) return;
    host = origin;
    if (data.do === "hello") greet();
    else acts[data.do](data.step ?? data.thing ?? null);
  });
  if (around !== page) around.postMessage({ from: "fall-line", event: "here" }, "*");

  return { tell };
}

/** What an act must be told with it. */
const TOLD = {
  seek: ({ step }) => Number.isInteger(step) && step >= 0,
  light: ({ thing }) => thing === null || (typeof thing?.kind === "string" && ["string", "undefined"].includes(typeof thing.name)),
};

function isMeant(data, acts) {
  if (data?.to !== "fall-line" || typeof data.do !== "string") return false;
  if (data.do === "hello") return true;
  if (!Object.hasOwn(acts, data.do)) return false;
  return TOLD[data.do]?.(data) ?? true;
}

/** A page from a file or in a sandbox has no origin that it could be reached by. */
const targetOf = (origin) => (origin === "null" ? "*" : origin);
