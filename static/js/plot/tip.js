/** The label at the pointer: what lies under it, in full, wherever in a picture it is. */

import { make } from "./figure.js";
import { magnified } from "./magnified.js";

const OFF = 14;
const ABOVE_FINGER = 44;
const EDGE = 6;

export class Tip {
  /** `stage` is the picture that pointers are told in pixels of. */
  constructor(stage) {
    this.stage = stage;
    this.root = make("div", "view-tip", { hidden: true });
    this.root.setAttribute("aria-hidden", "true"); // what can be read aloud is said elsewhere
    this.coarse = matchMedia("(pointer: coarse)");
    stage.append(this.root);
  }

  /**
   * Shows {title, run, lines} beside the pixel [px, py]: a title in bold with the colour of a run, then its lines,
   * each a text or {run, text}.
   */
  show({ title = "", run = null, lines }, [px, py]) {
    const key = JSON.stringify([title, run, lines]);
    if (this.key !== key) this.root.replaceChildren(...(title ? [line({ run, text: title }, "strong")] : []), ...lines.map((one) => line(one)));
    this.key = key;
    this.root.hidden = false;
    this.place(px, py);
  }

  hide() {
    this.root.hidden = true;
  }

  get text() {
    return this.root.hidden ? "" : this.root.innerText;
  }

  /** Beside the pointer, on the side that has room; over a finger rather than under it. */
  place(px, py) {
    const room = this.room();
    const [x, y] = [room.x + px, room.y + py];
    const { offsetWidth: width, offsetHeight: height } = this.root;
    const right = x + OFF + width < room.width - EDGE;
    const up = y - (this.coarse.matches ? ABOVE_FINGER : OFF) - height;
    const left = right ? x + OFF : x - OFF - width;
    const top = up > EDGE ? up : y + OFF;
    const inside = (value, size, all) => Math.round(Math.min(Math.max(EDGE, value), Math.max(EDGE, all - size - EDGE)));
    this.root.style.transform = `translate(${inside(left, width, room.width)}px, ${inside(top, height, room.height)}px)`;
  }

  /** What the tip has to itself, and where in it the stage begins: the window, or the picture where that is magnified. */
  room() {
    const box = this.stage.getBoundingClientRect();
    if (magnified(this.stage) === 1) return { x: box.left, y: box.top, width: innerWidth, height: innerHeight };
    const picture = this.stage.parentElement; // a transform makes it the place that fixed things in it are counted from
    return { x: this.stage.offsetLeft, y: this.stage.offsetTop, width: picture.clientWidth, height: picture.clientHeight };
  }
}

function line(said, tag = "span") {
  const { run = null, text } = typeof said === "string" ? { text: said } : said;
  const node = make(tag, "view-tip-line", { textContent: text });
  if (run) {
    const swatch = make("span", "view-swatch");
    swatch.style.background = `var(--run-${run})`;
    node.prepend(swatch);
  }
  return node;
}
