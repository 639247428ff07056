/**
 * The button that opens the share sheet, which is loaded when it is first wanted. Where it can't be, the link is
 * shown to copy by hand.
 */
export function createShare({ button, dialog, say, catalog, shared }) {
  let sheet = null;

  async function loaded() {
    const { createShareSheet, styled } = await import("./sharesheet.js");
    await styled();
    return createShareSheet({ dialog, catalog, shared });
  }

  button.addEventListener("click", async () => {
    try {
      sheet ??= await loaded();
      sheet.open();
    } catch {
      say("The server cannot be reached. The address of this page is a link too.");
    }
  });
}
