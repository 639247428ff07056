/** Light or dark: what the link says, else what the system wears. `changed()` when it is another one now. */
export function createTheme({ button, changed, set }) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  let wanted = null;

  function apply() {
    const next = wanted ?? (system.matches ? "dark" : "light");
    button.textContent = next === "dark" ? "Light" : "Dark";
    button.title = `Switch to ${button.textContent.toLowerCase()} colours`;
    if (root.dataset.theme === next) return;
    root.dataset.theme = next;
    changed();
  }

  button.addEventListener("click", () => {
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    set(next === (system.matches ? "dark" : "light") ? null : next);
  });
  system.addEventListener("change", apply);
  return {
    sync(text) {
      wanted = text ?? null;
      apply();
    },
  };
}

/** The font of formulas comes from the server, so that they look right where no math font is installed. */
export function offerMathFont() {
  const address = document.querySelector('meta[name="math-font"]').content;
  document.fonts.add(new FontFace("STIX Two Math", `url("${address}")`));
}
