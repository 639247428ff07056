const FIRST = 3;

/** A room's code in two groups, as it is read out and typed. */
export function grouped(code) {
  return `${code.slice(0, FIRST)} ${code.slice(FIRST)}`;
}

/** Where the audience types the code: the followers' address without the code and without what browsers add by themselves. */
export function placeOf(url) {
  const { host, pathname } = new URL(url);
  return host + pathname.slice(0, pathname.lastIndexOf("/"));
}

/** Whether a phone can't get there, because the address means "this very machine". */
export function isOnlyHere(url) {
  return /^(localhost|127\..*|\[::1\])$/.test(new URL(url).hostname);
}
