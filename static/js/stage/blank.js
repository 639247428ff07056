import { element } from "../element.js";

/** The screen without anything on it, black or white, for when all eyes are wanted elsewhere. */
export function createBlank({ lecture, parent = document.body }) {
  const cover = element("div", { class: "stage-blank", hidden: true, onclick: () => lecture.set({ blank: null }) });
  cover.append(element("p", { class: "visually-hidden", role: "status" }));
  parent.append(cover);

  return {
    toggle: (colour) => lecture.set({ blank: lecture.get().blank === colour ? null : colour }),
    render({ blank }) {
      cover.hidden = blank === null;
      cover.dataset.colour = blank ?? "";
      cover.firstChild.textContent = blank ? "The screen is blank. Press B to show it again." : "";
    },
  };
}
