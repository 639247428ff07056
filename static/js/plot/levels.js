/** Lines of equal height on a grid, by marching squares, as pieces of two points. */

/** @returns {Array<[[x, y], [x, y]]>} the pieces of one level; cells beside a hole have none. */
export function levelLines({ x, y, z }, level) {
  const pieces = [];
  for (let j = 0; j + 1 < y.length; j++) {
    for (let i = 0; i + 1 < x.length; i++) {
      const crossings = crossed(x, y, z, i, j, level);
      for (let k = 0; k + 1 < crossings.length; k += 2) pieces.push([crossings[k], crossings[k + 1]]);
    }
  }
  return pieces;
}

/** Where a level crosses the four sides of a cell, in order round it. */
function crossed(x, y, z, i, j, level) {
  const corners = [[i, j], [i + 1, j], [i + 1, j + 1], [i, j + 1]];
  const heights = corners.map(([u, v]) => z[v][u]);
  if (heights.includes(null)) return [];
  const found = [];
  for (let k = 0; k < 4; k++) {
    const [a, b] = [heights[k], heights[(k + 1) % 4]];
    if (a < level === b < level) continue;
    const share = (level - a) / (b - a);
    const [[u, v], [s, t]] = [corners[k], corners[(k + 1) % 4]];
    found.push([x[u] + (x[s] - x[u]) * share, y[v] + (y[t] - y[v]) * share]);
  }
  return found;
}
