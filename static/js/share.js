/** Copies a link and says so; where the clipboard is out of reach, the link is shown to copy by hand. */
export function createShare({ button, say, link }) {
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(link());
      say("Link copied. It opens this very picture.");
    } catch {
      window.prompt("Copy this link:", link());
    }
  });
}
