import { fitFormulas } from "../element.js";

const LARGEST = 3.2; // percent of the screen's height; a question and a title are larger by their own rule
const SMALLEST = 2.3; // smaller is not read from the last row
const BY = 0.1;

/** The largest type, set as `--type` on `panel`, in which all that `holder` holds has room; it scrolls where none does. */
export function fitType(panel, holder) {
  for (const formula of holder.querySelectorAll(".formula")) formula.style.fontSize = "";
  let size = LARGEST;
  const fits = () => {
    panel.style.setProperty("--type", size.toFixed(1));
    return holder.scrollHeight <= holder.clientHeight;
  };
  while (!fits() && size > SMALLEST + BY / 2) size -= BY;
  holder.tabIndex = fits() ? -1 : 0;
  fitFormulas(holder);
}
