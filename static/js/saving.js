import { element } from "./element.js";

/** Save a file that was fetched, under its name. */
export function saveFile({ name, blob }) {
  const address = URL.createObjectURL(blob);
  const link = element("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address));
}
