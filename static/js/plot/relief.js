/** The surface itself in a 3-D scene: its sheet, the cut faces under its rim, its levels, its known minima. */

import { levelLines } from "./levels.js";
import { blend, plotlyScale } from "./theme.js";

const LEVELS = 12;
const SHADES = [0.42, 0.7];
const FLAT = { ambient: 1, diffuse: 0, specular: 0, roughness: 1, fresnel: 0 };

/** The traces, always as many: `answer` of /api/surface in its Box, down to the height `floor`. */
export function reliefTraces(answer, box, theme, floor) {
  return [sheet(box.grid, theme), sides(box.grid, theme, floor), levels(box, theme), minima(answer, box, theme)];
}

function sheet({ x, y, z, low, high }, theme) {
  return {
    ...unmarked, x, y, z, cmin: low, cmax: high, colorscale: plotlyScale(theme),
    lighting: { ambient: 0.78, diffuse: 0.45, specular: 0.06, roughness: 0.9, fresnel: 0.02 },
    lightposition: { x: -2000, y: 800, z: 3000 },
  };
}

/**
 * From the rim straight down, as if the surface were cut out of a block: else one looks past the rim at its
 * underside, where a pit hangs down like a fin.
 */
function sides({ x, y, z }, theme, floor) {
  const rim = rimOf(x, y);
  const along = (pick) => [rim.map(pick), rim.map(pick)];
  const top = rim.map(([i, j]) => z[j][i]);
  const [front, flank] = SHADES.map((share) => blend(theme.map[3], theme.paper, share));
  return {
    ...unmarked, x: along(([i]) => x[i]), y: along(([, j]) => y[j]), z: [top.map((height) => (height === null ? null : floor)), top],
    surfacecolor: along(([, , face]) => face), cmin: 0, cmax: 1, colorscale: [[0, front], [1, flank]], lighting: FLAT,
  };
}

/** Once round the edge of the grid as [i, j, face], face 0 along x and 1 along y; the corners belong to both. */
function rimOf(x, y) {
  const [right, back] = [x.length - 1, y.length - 1];
  return [
    ...x.map((_, i) => [i, 0, 0]), ...y.map((_, j) => [right, j, 1]),
    ...x.map((_, i) => [right - i, back, 0]), ...y.map((_, j) => [0, back - j, 1]),
  ];
}

const unmarked = {
  type: "surface", showscale: false, hoverinfo: "skip",
  contours: { x: { highlight: false }, y: { highlight: false }, z: { highlight: false } },
};

/** Levels, and the rim, as a line trace: as the surface's own contours they would be cut anew in every frame. */
function levels(box, theme) {
  const { grid } = box;
  const above = 0.8 * box.lift;
  const [x, y, z] = [[], [], []];
  for (let k = 1; k < LEVELS; k++) {
    const level = grid.low + ((grid.high - grid.low) * k) / LEVELS;
    for (const [a, b] of levelLines(grid, level)) {
      x.push(a[0], b[0], null);
      y.push(a[1], b[1], null);
      z.push(level + above, level + above, null);
    }
  }
  for (const [i, j] of rimOf(grid.x, grid.y)) {
    x.push(grid.x[i]);
    y.push(grid.y[j]);
    z.push(grid.z[j][i] === null ? null : grid.z[j][i] + 0.3 * box.lift);
  }
  const line = { width: 1.5, color: blend(theme.ink, theme.map[4], 0.3) };
  return { type: "scatter3d", mode: "lines", x, y, z, hoverinfo: "skip", line };
}

function minima({ minima: known }, box, theme) {
  const held = known.filter(([x, y]) => box.holds(x, y));
  return {
    type: "scatter3d", mode: "markers", hoverinfo: "skip",
    x: held.map((point) => point[0]), y: held.map((point) => point[1]), z: held.map(([x, y]) => box.height(x, y)),
    marker: { symbol: "circle-open", size: 4, color: theme.ink, line: { width: 1 } },
  };
}
