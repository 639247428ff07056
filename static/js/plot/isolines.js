/** Lines of equal height through a grid, as pieces: for what is laid over a map that plotly has drawn already. */

const CORNERS = [[0, 0], [1, 0], [1, 1], [0, 1]];
const TRIANGLES = [[0, 1, 2], [0, 2, 3]];

/** Pieces [x, y, u, v] where the heights `z[j][i]` over `x[i]`, `y[j]` pass `level`. */
export function isoline({ x, y, z }, level) {
  const pieces = [];
  for (let j = 0; j + 1 < y.length; j++) for (let i = 0; i + 1 < x.length; i++) cell({ x, y, z }, i, j, level, pieces);
  return pieces;
}

function cell({ x, y, z }, i, j, level, pieces) {
  const corners = CORNERS.map(([a, b]) => [x[i + a], y[j + b], z[j + b][i + a] === null ? NaN : z[j + b][i + a] - level]);
  const above = corners.filter((corner) => corner[2] > 0).length;
  if (above === 0 || above === 4) return;
  for (const triangle of TRIANGLES) {
    const cut = sides(triangle.map((k) => corners[k]));
    if (cut.length === 4) pieces.push(cut);
  }
}

/** Where the height, taken to be a plane over a triangle, is 0 on its sides. */
function sides(triangle) {
  return triangle.flatMap(([x, y, z], k) => {
    const [u, v, w] = triangle[(k + 1) % 3];
    if (z > 0 === w > 0 || Number.isNaN(z) || Number.isNaN(w)) return [];
    const share = z / (z - w);
    return [x + share * (u - x), y + share * (v - y)];
  });
}
