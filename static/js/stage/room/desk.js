import { copy } from "../../copying.js";
import { element } from "../../element.js";
import { Problem } from "../../problem.js";
import { grouped } from "./code.js";

const SURE_MS = 6000;

/**
 * The lecturer's own sheet: the door, everybody's eyes, the answers as a table, another device, the end. What a call says
 * stands below; nothing secret is ever written here, for the sheet is on the wall as well.
 */
export function createDesk({ room, forget, say, parent = document.body }) {
  const code = element("span", {});
  const here = element("p", { class: "desk-here" });
  const locked = switchOf("Lock the door", "Nobody new gets in; whoever was in comes back.", (on) => change({ locked: on }));
  const held = switchOf("Eyes front", "Everybody's page stays with the stage.", (on) => change({ held: on }));
  const unseen = element("input", { type: "text", class: "visually-hidden", tabindex: -1, "aria-hidden": "true" });
  const status = element("p", { class: "desk-status", role: "status" });
  const ending = element("button", { type: "button", class: "desk-end", onclick: end }, "End the room");
  const sheet = element("dialog", { class: "sheet desk-sheet", "aria-labelledby": "desk-title" },
    element("div", { class: "panel-bar" }, element("h2", { id: "desk-title" }, "Room ", code), element("button", { type: "button", class: "quiet-button", onclick: () => sheet.close() }, "Close")),
    here, locked.element, held.element,
    element("div", { class: "desk-row" },
      element("button", { type: "button", onclick: save }, "Save the answers"),
      element("button", { type: "button", onclick: handOver, title: "Copies a link that works once, and soon, on another device" }, "Copy a link for another device"),
      ending),
    status, unseen);
  parent.append(sheet);
  let sure = null;

  function switchOf(name, about, tell) {
    const box = element("input", { type: "checkbox", role: "switch", onchange: () => tell(box.checked) });
    return { box, element: element("label", { class: "desk-switch" }, box, element("span", {}, name), element("span", { class: "quiet" }, about)) };
  }

  async function attempt(act, done) {
    status.textContent = "";
    try {
      await act();
      status.textContent = done;
    } catch (problem) {
      status.textContent = problem.words;
    }
    render();
  }

  const change = (parts) => attempt(async () => room().changed(await room().calls.change(parts)), "");

  function save() {
    attempt(async () => {
      const link = element("a", { href: URL.createObjectURL(await room().calls.answers()), download: `answers-${room().get().code}.csv` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href));
    }, "The answers are saved as a table.");
  }

  function handOver() {
    attempt(async () => {
      unseen.value = (await room().calls.handOver()).url;
      const done = await copy(unseen);
      unseen.value = "";
      if (!done) throw new Problem({ detail: "This browser does not let a page copy. Hand over from the window with the notes." });
    }, "Copied. Open it on the other device soon: it works once, and not for long.");
  }

  function end() {
    if (sure === null) {
      ending.textContent = "End it for everybody? Press again";
      sure = setTimeout(unsure, SURE_MS);
      return;
    }
    unsure();
    attempt(async () => {
      await room().calls.end();
      sheet.close();
      forget();
      say("The room has ended.");
    }, "");
  }

  function unsure() {
    clearTimeout(sure);
    sure = null;
    ending.textContent = "End the room";
  }

  function render() {
    const now = room()?.get();
    if (!now) return;
    code.textContent = grouped(now.code);
    here.textContent = now.followers === 1 ? "1 follower" : `${now.followers} followers`;
    locked.box.checked = now.locked;
    held.box.checked = now.held;
  }

  return {
    render,
    toggle() {
      if (sheet.open) return sheet.close();
      status.textContent = "";
      unsure();
      render();
      sheet.showModal();
    },
  };
}
