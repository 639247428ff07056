/** The page's own controls, or its explanations, drawn in from the side for as long as they are wanted. */
export function createDrawers({ body = document.body, buttons }) {
  const open = () => body.dataset.drawer ?? "";

  function show(name) {
    body.dataset.drawer = name;
    for (const [of, button] of Object.entries(buttons)) button.setAttribute("aria-expanded", String(of === name));
    if (!name && document.activeElement?.closest(".controls, .about")) document.activeElement.blur();
  }

  show("");
  return { toggle: (name) => show(open() === name ? "" : name), close: () => show(""), isOpen: () => open() !== "" };
}
