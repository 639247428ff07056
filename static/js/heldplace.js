const nothing = () => {};

/** The place of a page that holds its query in itself: its address says something else, and is left as it is. */
export function heldPlace(page = window) {
  return {
    document: page.document,
    location: { search: `?${page.document.body.dataset.query}`, pathname: "" },
    history: { state: null, pushState: nothing, replaceState: nothing, back: nothing, forward: nothing },
    addEventListener: (...told) => page.addEventListener(...told),
  };
}
