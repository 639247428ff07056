import { element } from "./element.js";

/**
 * One picture on the whole screen, with the transport under it. Where the browser can't give the screen away
 * it fills the window instead.
 *
 * `mounts` has an element for each picture by name. Returns `toggle()` for the picture that was last pointed at.
 */
export function createFullScreen({ mounts, names, page = document }) {
  const { body, documentElement: root } = page;
  const offered = Object.entries(mounts).filter(([name]) => name !== "surface" || body.dataset.webgl !== "none");
  const buttons = offered.map(([name, mount]) => place(name, mount));
  let near = "flat";

  function place(name, mount) {
    const button = element("button", { type: "button", class: "full-screen word-button", "data-full-screen": name, onclick: () => turn(name) });
    mount.parentElement.addEventListener("pointerenter", () => (near = mount.offsetParent ? name : near));
    mount.addEventListener("pointerenter", () => (near = name));
    (mount.parentElement.querySelector(":scope > .panel-bar") ?? mount).append(button);
    return { name, button };
  }

  const shown = () => body.dataset.full ?? null;

  function turn(name) {
    if (shown() === name) return leave();
    show(name);
    if (!page.fullscreenElement) root.requestFullscreen?.().catch(() => {}); // it fills the window all the same
  }

  function leave() {
    show(null);
    if (page.fullscreenElement) page.exitFullscreen();
  }

  function show(name) {
    if (name) body.dataset.full = name;
    else delete body.dataset.full;
    for (const one of buttons) label(one);
  }

  function label({ name, button }) {
    const on = shown() === name;
    button.textContent = on ? "Leave full screen" : "Full screen";
    button.setAttribute("aria-label", `${button.textContent}: ${names[name]}`);
    button.setAttribute("aria-pressed", String(on));
  }

  page.addEventListener("fullscreenchange", () => !page.fullscreenElement && show(null));
  page.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && shown() && !page.querySelector("dialog[open]")) leave();
  });
  show(null);

  return { toggle: () => turn(shown() ?? near) };
}
