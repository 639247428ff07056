/** Where the 3-D scene is looked at from, as the link says it: "x,y,z" of plotly's eye. */

export const CAMERA = { x: 1.25, y: -1.75, z: 1.4 };

/** The eye that `text` names; null where it names none. */
export function readCamera(text) {
  const numbers = String(text ?? "").split(",").map(Number);
  if (!text || numbers.length !== 3 || !numbers.every(Number.isFinite)) return null;
  const [x, y, z] = numbers;
  return { x, y, z };
}

export function writeCamera({ x, y, z }) {
  return [x, y, z].map((value) => Number(value.toFixed(2))).join();
}
