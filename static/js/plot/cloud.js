/** What a class predicted: a dot for each answer, deeper in colour where there are many, and a mark where it really ended. */

import { disc, ring, word } from "./marks.js";
import { channels, faint } from "./theme.js";

const RADIUS = 3.2;
const BLUR = 0.06; // of the picture's width: how far round itself an answer colours it
const DEEPEST = 0.65; // the colour of all answers on one spot, whatever their number

/** The answers, under the path. place(x, y) -> [px, py]. */
export function cloudUnder(context, { points }, place, axes, theme) {
  const pixels = points.map(([x, y]) => place(x, y));
  const share = 1 - (1 - DEEPEST) ** (1 / Math.max(3, points.length / 12));
  const rim = rimOf(theme);
  for (const at of pixels) blur(context, at, BLUR * axes.width, theme.answer, share);
  for (const [px, py] of pixels) {
    disc(context, px, py, RADIUS + 1, rim);
    disc(context, px, py, RADIUS, theme.answer);
  }
}

/** Where it ended, over all else; nothing where it ended outside the picture, or while that is not told. */
export function truthOver(context, { truth }, place, axes, theme) {
  if (!truth?.at) return;
  const [px, py] = place(...truth.at);
  if (!axes.holds(px, py)) return;
  for (const [radius, width] of [[14, 2.4], [7, 2.4]]) {
    ring(context, px, py, radius, theme.paper, width + 3);
    ring(context, px, py, radius, theme.ink, width);
  }
  disc(context, px, py, 2.6, theme.ink);
  const left = px > axes.left + axes.width * 0.7;
  const look = { colour: theme.ink, rim: theme.paper, font: theme.font, align: left ? "right" : "left" };
  word(context, "here it ended", px + (left ? -21 : 21), py, look);
}

/** What somebody tapped: a ring that stands out from whatever is under it. */
export function pickOver(context, { point }, place, axes, theme) {
  if (!point) return;
  const [px, py] = place(...point);
  if (!axes.holds(px, py)) return;
  ring(context, px, py, 13, rimOf(theme), 6);
  ring(context, px, py, 13, theme.answer, 3.4);
  disc(context, px, py, 4.4, rimOf(theme));
  disc(context, px, py, 3.2, theme.answer);
}

/** Of ink and paper the darker: the answers' colour is light on either page. */
function rimOf({ ink, paper }) {
  const light = (colour) => channels(colour).slice(0, 3).reduce((sum, part) => sum + part);
  return faint(light(ink) < light(paper) ? ink : paper, 0.85);
}

function blur(context, [px, py], reach, colour, share) {
  const shade = context.createRadialGradient(px, py, 0, px, py, reach);
  shade.addColorStop(0, faint(colour, share));
  shade.addColorStop(1, faint(colour, 0));
  context.fillStyle = shade;
  context.fillRect(px - reach, py - reach, 2 * reach, 2 * reach);
}
