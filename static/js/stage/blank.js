import { element } from "../element.js";

/** The screen without anything on it, black or white, for when all eyes are wanted elsewhere. */
export function createBlank({ lecture, parent = document.body }) {
  const cover = element("div", { class: "stage-blank", hidden: true, onclick: () => lecture.set({ blank: null }) });
  cover.append(element("p", { class: "visually-hidden", role: "status" }));
  parent.append(cover);

  return {
    /** Blank in this colour; whatever is blank is shown again, by whichever key. */
    toggle: (colour) => lecture.set({ blank: lecture.get().blank ? null : colour }),
    render({ blank }) {
      cover.hidden = blank === null;
      cover.dataset.colour = blank ?? "";
      cover.firstChild.textContent = blank ? "The screen is blank. Press B or W to show it again." : "";
    },
  };
}
