/** What stands packed in the page under an id, as a response: gzip in base64. It is let go of there. */
export async function unpack(id) {
  const holder = document.getElementById(id);
  const packed = Uint8Array.from(atob(holder.textContent), (character) => character.charCodeAt(0));
  holder.remove();
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")));
}
