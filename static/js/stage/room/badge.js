import { element } from "../../element.js";
import { grouped } from "./code.js";
import { wrongWith } from "./told.js";

/** The quiet line in the corner: the room's code, how many follow, and what is wrong, if anything is. */
export function createBadge({ take, dismiss, parent = document.body }) {
  const code = element("span", { class: "room-badge-code" });
  const here = element("span", {});
  const line = element("span", { class: "room-badge-line", role: "status" });
  const back = element("button", { type: "button", onclick: take }, "Take it back");
  const close = element("button", { type: "button", onclick: dismiss }, "Close");
  const badge = element("section", { class: "room-badge", "aria-label": "Room", hidden: true }, code, here, line, back, close);
  parent.append(badge);

  return {
    /** The room as it is led from here; null where there is none, and then what `offer` says, if it says anything. */
    render(room, offer = "") {
      badge.hidden = !room && !offer;
      parent.dataset.room = badge.hidden ? "" : "on";
      code.textContent = room ? grouped(room.code) : "";
      here.textContent = room && !room.over ? howMany(room) : "";
      const words = room ? wrongWith(room) : offer;
      if (line.textContent !== words) line.textContent = words; // read out when it is another, and then only
      badge.dataset.state = room && wrongWith(room) ? "wrong" : "";
      back.hidden = room?.desk !== "elsewhere" || Boolean(room.over);
      close.hidden = !room?.over;
    },
  };
}

function howMany({ followers, activity }) {
  return `${followers} here${activity?.state === "open" ? `, ${activity.answers} ${activity.answers === 1 ? "answer" : "answers"}` : ""}`;
}
