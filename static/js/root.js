/** An address of the app, wherever it is mounted; pages that lie deeper say where it is (`data-root` on the body). */
export function fromRoot(path) {
  return new URL(path, new URL(document.body.dataset.root ?? ".", document.baseURI)).href;
}
