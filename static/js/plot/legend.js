/** The strip under a picture that says which colour stands for which loss. */

import { make } from "./figure.js";

const APART = 5;

export class Legend {
  constructor(parent) {
    this.root = make("div", "view-legend");
    this.title = make("span", "view-legend-title");
    this.strip = make("div", "view-legend-strip");
    this.labels = make("div", "view-legend-labels");
    const bar = make("div", "view-legend-bar");
    bar.append(this.strip, this.labels);
    this.root.append(this.title, bar);
    parent.append(this.root);
  }

  /** Heights from `low` to `high`, read on `scale`. */
  show(theme, scale, low, high) {
    this.title.textContent = scale.title;
    this.strip.style.background = `linear-gradient(to right, ${theme.map.join(", ")})`;
    const ticks = scale.ticks(low, high, scale.log ? 4 : 5);
    this.labels.replaceChildren(...ticks.map((tick) => label(tick, (tick.at - low) / (high - low))));
    this.fit();
  }

  /** Every number, every other, every third: as many as stand apart from each other in the room there is. */
  fit() {
    const labels = [...this.labels.children];
    for (let stride = 1; stride <= labels.length; stride++) {
      labels.forEach((one, k) => (one.hidden = k % stride !== 0));
      const boxes = labels.filter((one) => !one.hidden).map((one) => one.getBoundingClientRect());
      if (boxes.slice(1).every((box, k) => box.left >= boxes[k].right + APART)) return;
    }
  }
}

function label({ text }, share) {
  const span = make("span", "", { textContent: text });
  span.style.left = `${(100 * share).toFixed(1)}%`;
  return span;
}
