const nothing = () => {};

/** A file keeps what it shows in itself: its address says nothing, and stays as it is. */
export const place = {
  document,
  location: { search: `?${document.body.dataset.query}`, pathname: "" },
  history: { state: null, pushState: nothing, replaceState: nothing, back: nothing, forward: nothing },
  addEventListener: (...told) => window.addEventListener(...told),
};
