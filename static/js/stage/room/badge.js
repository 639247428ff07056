import { element } from "../../element.js";
import { grouped } from "./code.js";
import { wrongWith } from "./told.js";

/** The quiet line in the corner: the room's code, how many follow, and what is wrong, if anything is. */
export function createBadge({ take, parent = document.body }) {
  const code = element("span", { class: "room-badge-code" });
  const here = element("span", {});
  const line = element("span", { class: "room-badge-line" });
  const back = element("button", { type: "button", onclick: take }, "Take it back");
  const badge = element("section", { class: "room-badge", "aria-label": "Room", role: "status", hidden: true }, code, here, line, back);
  parent.append(badge);

  return {
    /** The room as it is led from here; null where there is none, and then what `offer` says, if it says anything. */
    render(room, offer = "") {
      badge.hidden = !room && !offer;
      parent.dataset.room = badge.hidden ? "" : "on";
      code.textContent = room ? grouped(room.code) : "";
      here.textContent = room && !room.over ? howMany(room) : "";
      line.textContent = room ? wrongWith(room) : offer;
      badge.dataset.state = room && wrongWith(room) ? "wrong" : "";
      back.hidden = room?.desk !== "elsewhere" || Boolean(room.over);
    },
  };
}

function howMany({ followers, activity }) {
  return `${followers} here${activity?.state === "open" ? `, ${activity.answers} ${activity.answers === 1 ? "answer" : "answers"}` : ""}`;
}
