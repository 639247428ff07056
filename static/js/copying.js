/**
 * Copies what stands in a field; whether that worked. Pages that came over plain http have no clipboard of their own:
 * there the field is selected and the browser asked to copy it, and if it won't, the reader can.
 */
export async function copy(input, page = document) {
  try {
    await navigator.clipboard.writeText(input.value);
    return true;
  } catch {
    input.focus();
    input.select();
    return page.execCommand("copy");
  }
}
