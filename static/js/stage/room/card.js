import { addressOf } from "../../ask.js";
import { element } from "../../element.js";
import { grouped, isOnlyHere, placeOf } from "./code.js";

/** The card for the audience: where to go, which code to type, and the same as a QR code; large enough for the last row. */
export function createCard({ parent = document.body } = {}) {
  const place = element("p", { class: "join-place" });
  const code = element("p", { class: "join-code", "data-out": "room-code" });
  const here = element("p", { class: "join-here", role: "status" });
  const warning = element("p", { class: "join-warning" });
  const picture = element("img", { class: "join-qr", alt: "QR code of this address", onerror: () => (picture.hidden = true), onload: () => (picture.hidden = false) });
  const card = element("section", { class: "join-card", "aria-label": "How to join", hidden: true },
    element("div", { class: "join-words" }, element("h2", {}, "Join on your phone"), place, code, here, warning), picture);
  parent.append(card);
  let of = null;

  function fill({ code: name, url }) {
    of = name;
    place.textContent = placeOf(url);
    place.style.setProperty("--letters", String(place.textContent.length));
    code.replaceChildren(...grouped(name).split(" ").flatMap((part) => [element("span", {}, part), " "]));
    picture.src = addressOf(`rooms/${name}/qr.svg`);
    warning.textContent = isOnlyHere(url) ? "This address is this very machine: phones can't reach it. Open the stage by the machine's name or address in the network, and it stands here." : "";
  }

  return {
    show(on) {
      card.hidden = !on;
    },
    shown: () => !card.hidden,
    render(room) {
      if (!room) return void (card.hidden = true);
      if (of !== room.code) fill(room);
      here.textContent = room.followers ? `${room.followers} here` : "Nobody here yet";
    },
  };
}
