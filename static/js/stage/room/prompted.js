import { element } from "../../element.js";

/**
 * The room in the window of notes, which the audience doesn't see: who is here, what is asked, the door, and the link for
 * another device. `press(act)` presses a key of the stage, `wish(what)` asks something of the room.
 */
export function createPrompted({ holder, press, wish }) {
  const title = element("h2", {});
  const here = element("p", { role: "status" });
  const asked = element("p", { class: "prompter-question" });
  const buttons = {
    open: button("Open a room", () => press("room")),
    card: button("How to join", () => press("card")),
    ask: button("Ask the room", () => press("ask")),
    onward: button("", () => press("next"), "primary"),
    away: button("Put away", () => press("away")),
    locked: button("Lock the door", () => wish({ change: { locked: !now.locked } })),
    held: button("Eyes front", () => wish({ change: { held: !now.held } })),
    hand: button("Hand over to another device", () => wish({ handOver: true })),
  };
  const link = element("input", { type: "text", readonly: true, "aria-label": "Link for another device", onfocus: () => link.select() });
  const picture = element("img", { class: "prompter-qr", alt: "QR code of this link" });
  const lasts = element("p", { class: "quiet" });
  const handed = element("div", { class: "prompter-handed", hidden: true }, lasts, picture, link);
  holder.append(title, here, asked, element("div", { class: "prompter-room-buttons" }, Object.values(buttons)), handed);
  let now = null;
  let expires = null;

  function button(text, act, look = null) {
    return element("button", { type: "button", class: look, onclick: (event) => {
      act();
      if (event.detail > 0) event.currentTarget.blur();
    } }, text);
  }

  function show(names) {
    for (const [name, one] of Object.entries(buttons)) one.hidden = !names.includes(name);
  }

  return {
    render(room) {
      now = room;
      holder.hidden = false;
      title.textContent = room ? `Room ${room.code}` : "Room";
      here.textContent = room ? room.wrong || `${room.followers} here${room.asked ? `, ${room.asked.answers} answered` : ""}` : "";
      asked.textContent = room?.asked?.question ?? room?.prepared ?? "";
      document.body.dataset.asking = room?.asked ? "yes" : "no";
      if (!room || room.wrong) handed.hidden = true;
      show(!room ? ["open"] : [...(room.asked ? ["onward", "away"] : ["card", "ask"]), "locked", "held", "hand"]);
      if (!room) return;
      buttons.onward.textContent = room.asked?.onward ?? "";
      for (const name of ["locked", "held"]) buttons[name].setAttribute("aria-pressed", String(room[name]));
    },
    /** The link as the room gave it, or why it didn't. */
    hand({ url, qr, seconds, problem }) {
      handed.hidden = Boolean(problem);
      if (problem) return void (here.textContent = problem);
      link.value = url;
      picture.src = `data:image/svg+xml,${encodeURIComponent(qr)}`;
      clearTimeout(expires);
      lasts.textContent = `Open it on the other device: once, within ${seconds / 60} minutes.`;
      expires = setTimeout(() => (handed.hidden = true), seconds * 1000);
      handed.scrollIntoView({ block: "nearest" });
    },
  };
}
