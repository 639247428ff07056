/** A small picture of a surface for the picker: its colour map with a few levels, or its curve. */

import { heightGrid, heightLine } from "../plot/grid.js";
import { scaleOf } from "../plot/heights.js";
import { disc, stroke } from "../plot/marks.js";
import { colourTable, readTheme } from "../plot/theme.js";

const BANDS = 12;
const LINE = 0.9;

/** Draws the answer of /api/surface (n=41 is plenty) on a canvas that has its size by CSS or by attribute. */
export function draw(canvas, answer) {
  const ratio = window.devicePixelRatio || 1;
  const width = canvas.clientWidth || canvas.width;
  const height = canvas.clientHeight || canvas.height;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `Small picture of ${answer.name}`);
  const scale = scaleOf(answer.log.default ? "log" : "linear", answer.log.shift);
  if (answer.dimension === 1 || answer.variables.length === 1) curve(canvas, heightLine(answer, scale), ratio);
  else map(canvas, heightGrid(answer, scale));
}

function map(canvas, grid) {
  const context = canvas.getContext("2d");
  const image = context.createImageData(canvas.width, canvas.height);
  const bands = bandsOf(canvas, grid);
  const colours = colourTable(readTheme(), BANDS);
  for (let k = 0; k < bands.length; k++) {
    if (bands[k] === EMPTY) continue;
    const shade = edge(bands, k, canvas.width) ? LINE : 1;
    for (let c = 0; c < 3; c++) image.data[4 * k + c] = colours[bands[k]][c] * shade;
    image.data[4 * k + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}

const EMPTY = 255;

/** For every pixel the band that its height is in. */
function bandsOf({ width, height }, grid) {
  const [x0, x1, y0, y1] = [grid.x[0], grid.x.at(-1), grid.y[0], grid.y.at(-1)];
  const bands = new Uint8Array(width * height);
  for (let j = 0; j < height; j++) {
    const y = y1 + ((y0 - y1) * (j + 0.5)) / height;
    for (let i = 0; i < width; i++) bands[j * width + i] = band(grid, grid.at(x0 + ((x1 - x0) * (i + 0.5)) / width, y));
  }
  return bands;
}

function band(grid, height) {
  if (Number.isNaN(height)) return EMPTY;
  return Math.min(BANDS - 1, Math.floor(((height - grid.low) / (grid.high - grid.low)) * BANDS));
}

function edge(bands, k, width) {
  const last = (k + 1) % width === 0;
  return (!last && bands[k] !== bands[k + 1]) || (k + width < bands.length && bands[k] !== bands[k + width]);
}

function curve(canvas, line, ratio) {
  const context = canvas.getContext("2d");
  const theme = readTheme();
  const place = placing(canvas, line, 6 * ratio);
  context.fillStyle = theme.panel;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.beginPath();
  line.x.forEach((x, k) => (line.z[k] === null ? undefined : context.lineTo(...place(x, line.z[k]))));
  stroke(context, theme.map[2], 2 * ratio);
  const lowest = line.z.indexOf(line.low);
  if (lowest >= 0) disc(context, ...place(line.x[lowest], line.low), 2.6 * ratio, theme.accent);
}

function placing({ width, height }, line, margin) {
  const [x0, x1] = [line.x[0], line.x.at(-1)];
  return (x, z) => [
    margin + ((x - x0) / (x1 - x0)) * (width - 2 * margin),
    height - margin - ((z - line.low) / (line.high - line.low)) * (height - 2 * margin),
  ];
}
