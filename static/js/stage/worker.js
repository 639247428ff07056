// The stage's own worker, which only pages below /present have: what a lecture needs is kept, and given where the network
// gives nothing. The network always comes first, but for files whose address changes whenever they do. Whatever another
// edition of the app kept is thrown away.
const EDITION = new URL(location).searchParams.get("edition");
const CACHE = `fall-line-stage ${EDITION}`;
const OURS = /^fall-line-stage /;
const PATIENCE_MS = 3000; // a network that says nothing for so long is as good as gone
const IN_TROUBLE = 500; // also what a proxy says while the app behind it is down
const HERE = new URL(registration.scope).pathname;
const ROOT = HERE.slice(0, -"present".length);

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(begin()));
addEventListener("message", (event) => event.data === "claim" && event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (pathname.startsWith(`${ROOT}static/`)) event.respondWith(fromCacheFirst(event));
  else if (isStage(pathname) || isAnswer(pathname)) event.respondWith(fromNetworkFirst(event));
});

const isStage = (path) => path === HERE || path.startsWith(`${HERE}/`);

/** What is a function of its query. What goes on in a room, and links that may be deleted, are not. */
const isAnswer = (path) => path.startsWith(`${ROOT}api/`) && !/^(rooms|links|data)(\/|$)/.test(path.slice(`${ROOT}api/`.length));

async function begin() {
  for (const name of await caches.keys()) if (OURS.test(name) && name !== CACHE) await caches.delete(name);
  await clients.claim();
}

async function fromCacheFirst(event) {
  return (await keptFor(event.request)) ?? fromNetwork(event);
}

async function fromNetworkFirst(event) {
  const network = fromNetwork(event);
  const soon = Promise.race([network, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null))]);
  const answer = await soon.catch(() => null);
  if (answer && answer.status < IN_TROUBLE) return answer;
  return (await fromKept(event.request)) ?? answer ?? network;
}

async function fromNetwork(event) {
  const answer = await fetch(event.request);
  if (answer.ok && !isLive(event.request)) event.waitUntil(keep(event.request, answer.clone()));
  return answer;
}

/** A stream that is being listened to may be let go of midway: only one that is fetched to its end is kept. */
const isLive = (request) => request.headers.get("accept") === "text/event-stream";

async function keep(request, answer) {
  const cache = await caches.open(CACHE);
  await cache.put(new URL(request.url).href.split("#")[0], answer);
}

async function keptFor(request) {
  const cache = await caches.open(CACHE);
  return cache.match(request.url, { ignoreVary: true });
}

/** A kept stream is given from its beginning; whoever has some of it already is told that no more will come. */
async function fromKept(request) {
  const kept = await keptFor(request);
  return kept && request.headers.has("last-event-id") ? new Response(null, { status: 204 }) : kept;
}
