/** The dialog with steps to choose from; `choose({query, title, text})` is told which. */
export function createChoice({ dialog, button, choose }) {
  button.addEventListener("click", () => dialog.showModal());
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog || target.closest("[data-action=close]")) return dialog.close();
    const item = target.closest(".preset-item");
    if (!item) return;
    dialog.close();
    choose({ ...item.dataset });
  });
}
