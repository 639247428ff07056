/** Whether this browser can draw in three dimensions. */

let answer = null;

/** Asked of a canvas once, before plotly would put up a message of its own. */
export function canDraw3d() {
  answer ??= tried();
  return answer;
}

function tried() {
  try {
    const context = document.createElement("canvas").getContext("webgl");
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}
