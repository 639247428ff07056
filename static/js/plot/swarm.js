/**
 * Hundreds of runs at once: a dot for each with the latest of its way fading behind it, in the colour of the place that it
 * ends at. What diverges is drawn as it leaves.
 */

import { make } from "./figure.js";
import { cross, disc, ring } from "./marks.js";

const TAIL = 64; // pixels of its way that a run draws behind it, ..
const BEHIND = 40; // .. and steps at most
const LEAVING = 12; // steps for which the way out of the picture is seen
const CLOSE = 1.6; // pixels; nearer points of a way are drawn as one
const FADING = [0.62, 0.36, 0.18]; // from the dot backwards
const FAINTER = 0.6; // what comes to no place does not hide what does
const LETTERS = [..."abcdegh"]; // runs' colours, without the one that is nearly the ink's
const RADIUS = 3.6;
const FAR = 1e5;

export class Swarm {
  /** The legend is put before `footer`; `moved()` is called when it takes up room, or no longer does. */
  constructor(footer, moved) {
    this.legend = make("div", "view-swarm", { hidden: true });
    this.moved = moved;
    footer.before(this.legend);
  }

  hide() {
    if (this.legend.hidden) return;
    this.legend.hidden = true;
    this.swarm = null;
    this.moved();
  }

  /** The swarm's colours and its legend, made once for each look: `theme`, and `ratio`, screen's pixels to one of CSS. */
  wear(swarm, { theme, ratio }) {
    if (this.swarm !== swarm || this.theme !== theme || this.ratio !== ratio) this.dress(swarm, theme, ratio);
  }

  /** The runs at `step`. place(x, y) -> [px, py]. */
  paint(context, swarm, step, place, axes) {
    const now = Math.min(step, swarm.steps);
    const ways = this.styles.map(() => FADING.map(() => new Path2D()));
    const heads = this.styles.map(() => []);
    for (let run = 0; run < swarm.n; run++) {
      const group = swarm.group[run];
      const way = new Way(swarm, run, now, place, axes);
      way.trace(ways[group]);
      heads[group].push(way);
    }
    this.lines(context, ways);
    this.dots(context, heads, this.ratio);
  }

  lines(context, ways) {
    Object.assign(context, { lineWidth: 1.5, lineCap: "round", lineJoin: "round" });
    ways.forEach((parts, group) => {
      const { colour, hollow } = this.styles[group];
      context.strokeStyle = colour;
      parts.forEach((part, age) => {
        context.globalAlpha = FADING[age] * (hollow ? FAINTER : 1);
        context.stroke(part);
      });
    });
    context.globalAlpha = 1;
  }

  dots(context, heads, ratio) {
    heads.forEach((places, group) => {
      const { dot, broken } = this.styles[group];
      for (const { head: [px, py], ended } of places) {
        const stamp = ended ? broken : dot;
        context.drawImage(stamp, px - stamp.width / ratio / 2, py - stamp.height / ratio / 2, stamp.width / ratio, stamp.height / ratio);
      }
    });
  }

  dress(swarm, theme, ratio) {
    Object.assign(this, { swarm, theme, ratio });
    this.styles = swarm.groups.map((group, k) => styleOf(group, k, theme, ratio));
    const shown = swarm.groups.map((group, k) => [group, this.styles[k]]).filter(([group]) => group.count || group.kind === "minimum");
    this.legend.replaceChildren(...shown.map(([group, style]) => entry(group, style)));
    this.legend.hidden = false;
    this.moved();
  }
}

/** The latest of a run's way, walked backwards from where it is at step `now`. */
class Way {
  constructor(swarm, run, now, place, axes) {
    Object.assign(this, { swarm, run, now, place, axes });
    this.last = swarm.last[run];
    this.from = Math.min(now, this.last);
    this.head = this.pixel(this.from);
    this.ended = this.last < swarm.steps && now >= this.last;
  }

  pixel(step) {
    const { paths, n, d } = this.swarm;
    const k = (step * n + this.run) * d;
    const [px, py] = this.place(paths[k], d > 1 ? paths[k + 1] : null);
    return Math.abs(px) < FAR && Math.abs(py) < FAR ? [px, py] : nearer(px, py);
  }

  /** Into `parts`, youngest first. Leaps to and fro outside are left out: of them, only how it left is drawn. */
  trace(parts) {
    let at = this.head;
    let room = TAIL;
    const oldest = Math.max(0, this.now - BEHIND);
    for (let step = this.from - 1; step >= oldest && room > 0; step--) {
      const before = this.pixel(step);
      const [dx, dy] = [before[0] - at[0], before[1] - at[1]];
      if (Math.abs(dx) < CLOSE && Math.abs(dy) < CLOSE && step > oldest) continue;
      const here = this.axes.holds(...at);
      const share = here ? Math.min(1, room / Math.hypot(dx, dy)) : 1;
      if (here || (this.axes.holds(...before) && this.now - step <= LEAVING)) {
        const part = parts[this.age(step, room)];
        part.moveTo(at[0], at[1]);
        part.lineTo(at[0] + share * dx, at[1] + share * dy);
      }
      if (here) room -= Math.hypot(dx, dy);
      at = before;
    }
  }

  /** How far back a piece lies, by steps or by the way since then, whichever is more. */
  age(step, room) {
    const share = Math.max((this.now - step - 1) / BEHIND, 1 - room / TAIL);
    return Math.min(FADING.length - 1, Math.floor(share * FADING.length));
  }
}

/** A canvas counts in floats: what is far out comes nearer along its direction. */
function nearer(px, py) {
  const bound = (value) => (Number.isNaN(value) ? 0 : Math.min(Math.max(value, -1e30), 1e30));
  const [x, y] = [bound(px), bound(py)];
  const far = Math.max(Math.abs(x), Math.abs(y));
  return far > FAR ? [(x / far) * FAR, (y / far) * FAR] : [x, y];
}

/** The run whose colour the runs of a swarm's `k`-th place wear. */
export function letterOf(k) {
  return LETTERS[k % LETTERS.length];
}

/** A place has a colour and a filled dot; what is at none is hollow, what diverged is a cross once it broke off. */
function styleOf({ kind }, k, theme, ratio) {
  const placed = kind === "minimum" || kind === "maximum";
  const colour = placed ? theme.run(letterOf(k)) : kind === "others" ? theme.soft : theme.ink;
  const hollow = kind === "elsewhere" || kind === "diverged";
  const dot = stamp(ratio, (context, middle) => {
    disc(context, middle, middle, RADIUS + 1, theme.paper);
    if (hollow) ring(context, middle, middle, RADIUS - 0.5, colour, 2);
    else disc(context, middle, middle, RADIUS, colour);
  });
  return { colour, hollow, dot, broken: stamp(ratio, (context, middle) => cross(context, middle, middle, 3.2, colour, theme.paper)) };
}

/** A small picture to be copied many times. */
function stamp(ratio, paint) {
  const side = 2 * (RADIUS + 4);
  const canvas = make("canvas", "", { width: Math.ceil(side * ratio), height: Math.ceil(side * ratio) });
  const context = canvas.getContext("2d");
  context.scale(ratio, ratio);
  paint(context, canvas.width / ratio / 2);
  return canvas;
}

function entry(group, { colour, hollow }) {
  const swatch = make("span", hollow ? "view-swarm-swatch hollow" : "view-swarm-swatch");
  swatch.style.color = colour;
  const made = make("span", "view-swarm-entry");
  made.append(swatch, make("span", "", { textContent: group.label }), make("strong", "", { textContent: String(group.count) }));
  return made;
}
