import { element } from "./element.js";
import { shortest, textOf } from "./experiment.js";
import { textInput } from "./fields.js";
import { numberAt, positionOf } from "./slider.js";

const POSITIONS = 1000;
const WORDS = { playing: ["Pause", "pause"], paused: ["Play", "play"], ended: ["Replay", "play"] };

/** Play, step, scrub, the playhead's number, and the speed. `seek`, `toggle`, `stepBy` and `setSpeed` are told. */
export function createTransport({ slot, speed, seek, toggle, stepBy, setSpeed }) {
  const sign = element("span", { class: "sign", "aria-hidden": "true" });
  const word = element("span", {});
  const play = actButton("play", "Play or pause (space)", toggle, [sign, word]);
  play.className = "primary";
  const back = actButton("back", "One step back (left arrow)", () => stepBy(-1), ["Back"]);
  const forward = actButton("forward", "One step forward (right arrow)", () => stepBy(1), ["Forward"]);
  const scrub = element("input", { type: "range", class: "scrub", "data-action": "scrub", min: 0, step: 1, "aria-label": "Playhead" });
  scrub.addEventListener("input", () => seek(Number(scrub.value)));
  const goTo = (text) => /^\d+$/.test(text) && seek(Number(text));
  let shown = 0;
  const number = textInput({ name: "step", signed: false, "aria-label": "Step under the playhead", write: goTo });
  number.addEventListener("input", () => number.setAttribute("aria-invalid", String(!/^\s*\d*\s*$/.test(number.value))));
  number.addEventListener("blur", () => {
    number.value = shown;
    number.setAttribute("aria-invalid", "false");
  });
  const total = element("span", {});
  const rate = speedField(speed, setSpeed);

  slot.append(
    element("div", { class: "transport-buttons" }, play, back, forward),
    scrub,
    element("label", { class: "playhead" }, "Step ", number, total),
    rate.element,
  );

  /** `empty` says that there is no run to play. */
  function render({ step, state, reach }, steps, empty = false) {
    play.disabled = empty;
    const [text, shape] = WORDS[state];
    if (word.textContent !== text) word.textContent = text;
    sign.className = `sign sign-${shape}`;
    scrub.max = Math.max(1, steps);
    scrub.value = step;
    scrub.style.setProperty("--filled", `${(100 * step) / Math.max(1, steps)}%`);
    scrub.setAttribute("aria-valuetext", `step ${step} of ${steps}`);
    shown = step;
    if (document.activeElement !== number) number.value = step;
    total.textContent = `of ${steps}`;
    back.disabled = step <= 0;
    forward.disabled = step >= reach;
  }

  return { render, syncSpeed: (pairs) => rate.sync(textOf(pairs, "speed")) };
}

function actButton(action, title, onclick, inside) {
  return element("button", { type: "button", class: "quiet-button", "data-action": action, title, onclick }, inside);
}

/** The speed is a view key with a logarithmic range of its own. */
function speedField(parameter, setSpeed) {
  const slider = element("input", { type: "range", name: "speed", min: 0, max: POSITIONS, step: 1, "aria-label": "Speed" });
  const output = element("output", {});
  const show = (rate) => {
    output.textContent = `${shortest(rate, 3)} steps/s`;
    slider.setAttribute("aria-valuetext", `${shortest(rate, 3)} steps a second`);
    slider.style.setProperty("--filled", `${slider.value / (POSITIONS / 100)}%`);
  };
  slider.addEventListener("input", () => {
    const rate = shortest(numberAt(slider.value / POSITIONS, parameter), 2);
    show(Number(rate));
    setSpeed(rate);
  });
  const sync = (text) => {
    const rate = Number(text ?? parameter.default);
    if (document.activeElement !== slider) slider.value = Math.round(positionOf(rate, parameter) * POSITIONS);
    show(rate);
  };
  const holder = element("label", { class: "speed", title: parameter.help }, element("span", {}, "Speed"), slider, output);
  return { element: holder, sync };
}
