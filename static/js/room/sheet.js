import { element } from "../element.js";
import { formOf } from "./forms.js";
import { createNickname } from "./nickname.js";

const SAID = {
  sending: () => "Sending …",
  trying: () => "Not counted yet: the connection is lost. Trying again …",
  counted: () => "Counted. You may still change it.",
  unkept: () => "Counted, but not kept yet. Trying again …",
  refused: (problem) => problem?.errors?.[0]?.message ?? problem?.message ?? "",
};

/**
 * What is asked, under the thumb; the map stays free where a tap on it is the answer.
 *
 * `send(answer, nickname)` gives an answer away; `changed()` says that something else is to be drawn on the map, or that
 * the sheet was put aside or taken up.
 */
export function createSheet({ holder, send, changed }) {
  const { body } = document;
  const nickname = createNickname({ changed: () => open && given !== null && hand() });
  const title = element("h2", { id: "room-question" });
  const later = element("button", { type: "button", class: "quiet-button", onclick: putAway }, "Later");
  const fields = element("fieldset", {});
  const button = element("button", { type: "button", class: "primary room-send", onclick: give }, "Send");
  const status = element("p", { class: "room-status", role: "status" });
  const outcome = element("div", { class: "room-outcome" });
  // Said even though the sheet is only just there: what appears with its words in it is not read out.
  const spoken = element("p", { class: "visually-hidden", role: "status" });
  holder.after(spoken);
  holder.append(element("div", { class: "room-sheet-bar" }, title, later), fields, button, status, outcome, nickname.element);
  let form = null;
  let given = null; // the last answer that was given
  let refused = false;
  let counts = false; // some answer to this question does
  let aside = false;
  let open = false;

  function give() {
    given = form.value();
    if (given !== null) hand();
  }

  function hand() {
    refused = false;
    nickname.refuse("");
    render();
    send(given, nickname.text());
  }

  const unnamed = () => (counts ? "Your answer from before counts." : "Not counted yet: mend the nickname.");

  /** The button can be pressed where something is to be sent that was not. */
  function render() {
    const value = form?.value() ?? null;
    const same = !refused && JSON.stringify(value) === JSON.stringify(given);
    button.hidden = !form || Boolean(form.atOnce);
    button.disabled = value === null || same;
    button.textContent = given === null || refused ? "Send" : same ? "Sent" : "Send instead";
    changed();
  }

  /** A question is put aside, what came of it is done with. */
  function putAway() {
    if (open) putAside(true);
    else clear();
  }

  function clear() {
    title.textContent = spoken.textContent = "";
    form = null;
    open = false;
    lay();
    render();
  }

  function putAside(on) {
    aside = on;
    lay();
    changed();
  }

  function lay() {
    holder.hidden = !title.textContent || (open && aside);
    body.dataset.asked = holder.hidden ? "" : open ? "open" : "told";
    later.textContent = open ? "Later" : "Close";
    nickname.element.hidden = !open;
  }

  return {
    /** Ask this; `answered` is what was answered before, null for nothing. */
    ask(activity, answered) {
      form = formOf(activity, { changed: render, send: give });
      fields.replaceChildren(form.element);
      fields.disabled = false;
      [given, refused, counts] = [answered, false, false];
      if (answered !== null) form.show(answered);
      title.textContent = activity.question;
      spoken.textContent = `Asked of the room: ${activity.question}`;
      status.textContent = "";
      outcome.replaceChildren();
      [open, aside] = [true, false];
      lay();
      render();
    },
    /** How far the answer is on its way. */
    say(state, problem = null) {
      const named = problem?.errors?.find(({ field }) => field === "nickname");
      nickname.refuse(state === "refused" && named ? named.message : "");
      status.dataset.state = state;
      status.textContent = state === "refused" && named ? unnamed() : SAID[state](problem);
      refused = state === "refused";
      counts ||= ["counted", "unkept"].includes(state);
      render();
    },
    /** Nothing more is taken: `words` say what of it, and `more` what came of it. */
    close(question, words, ...more) {
      title.textContent = question;
      fields.replaceChildren();
      form = null;
      open = false;
      status.dataset.state = "closed";
      status.textContent = words;
      outcome.replaceChildren(...more.filter(Boolean));
      lay();
      render();
    },
    clear,
    give: () => hand(),
    takeUp: () => putAside(false),
    isAside: () => open && aside,
    isThere: () => !holder.hidden,
    /** A tap on the map; false where it says nothing here. */
    press(point) {
      if (!open || aside || !form?.press) return false;
      form.press(point);
      return true;
    },
    point: () => form?.point?.() ?? null,
  };
}
