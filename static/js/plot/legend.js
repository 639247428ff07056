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

  /** As many of the numbers as stand apart from each other, whatever room there is. */
  fit() {
    let end = -Infinity;
    for (const one of this.labels.children) {
      one.hidden = false;
      const { left, right } = one.getBoundingClientRect();
      one.hidden = left < end + APART;
      if (!one.hidden) end = right;
    }
  }
}

function label({ text }, share) {
  const span = make("span", "", { textContent: text });
  span.style.left = `${(100 * share).toFixed(1)}%`;
  return span;
}
