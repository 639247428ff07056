import { element } from "./element.js";
import { number } from "./plot/numbers.js";

const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, MARGIN] = [240, 64, 3];

/**
 * How a training comes along, over the pictures until these are there: how far each run is, and its loss so far.
 * `stop(step)` is told where the reader has had enough.
 */
export function createTraining({ holder, stop }) {
  const bar = element("progress", { "aria-label": "Training" });
  const words = element("p", { class: "training-words" });
  const losses = element("ul", { class: "training-losses" });
  const chart = document.createElementNS(SVG, "svg");
  chart.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  chart.setAttribute("aria-hidden", "true");
  const button = element("button", { type: "button", "data-action": "stop-training", onclick: end }, "Stop here");
  const card = element("div", { class: "training-card" }, words, bar, chart, losses, button);
  let heard = new Map();
  let reached = 0;
  holder.append(card);

  function end() {
    button.disabled = true;
    words.textContent = `Stopped at step ${reached}. Drawing what is there …`;
    stop(reached);
  }

  function hide() {
    holder.hidden = true;
    button.disabled = false;
    heard = new Map();
  }

  /** `progress` has step and loss by letter. */
  function show({ progress, steps }) {
    for (const [letter, told] of Object.entries(progress)) heard.set(letter, after(heard.get(letter) ?? [], told));
    const ways = [...heard.values()];
    reached = Math.max(1, ...ways.map((way) => way.at(-1).step));
    const [done, all] = [ways.reduce((sum, way) => sum + way.at(-1).step, 0), steps * ways.length];
    Object.assign(bar, { max: all, value: done });
    if (!button.disabled) words.textContent = `Training: step ${reached} of ${steps}`;
    losses.replaceChildren(...[...heard].map(([letter, way]) => lossOf(letter, way.at(-1))));
    chart.replaceChildren(...linesOf(heard, steps));
    holder.hidden = false;
  }

  hide();
  return { show, hide };
}

/** A way with one more point; one that goes back has begun anew. */
function after(way, point) {
  return [...way.filter(({ step }) => step < point.step), point];
}

function lossOf(letter, { loss }) {
  return element("li", { class: "training-loss", "data-run": letter }, element("span", {}, letter), ` loss ${number(loss, 3)}`);
}

/** Each run's losses as a line over the steps, on a logarithmic scale that holds them all. */
function linesOf(heard, steps) {
  const logs = [...heard.values()].flat().map(({ loss }) => Math.log(loss)).filter(Number.isFinite);
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const place = ({ step, loss }) => {
    const up = high > low ? (Math.log(loss) - low) / (high - low) : 0.5;
    return [(step / steps) * WIDTH, HEIGHT - MARGIN - up * (HEIGHT - 2 * MARGIN)].map((pixel) => pixel.toFixed(1)).join();
  };
  return [...heard].map(([letter, way]) => {
    const line = document.createElementNS(SVG, "polyline");
    line.setAttribute("points", way.filter(({ loss }) => loss > 0).map(place).join(" "));
    line.style.stroke = `var(--run-${letter})`;
    return line;
  });
}
