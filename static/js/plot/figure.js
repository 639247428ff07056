/** What every plotly figure of the page shares: its settings, its axes' look, and how it is put on the page. */

import { magnified } from "./magnified.js";
import { faint } from "./theme.js";

/** Nothing that leads off the page: no logo, no upload, no floating buttons. */
export function settings(element) {
  return {
    displaylogo: false,
    showSendToCloud: false,
    displayModeBar: false,
    responsive: false,
    scrollZoom: true,
    doubleClick: false,
    showTips: false,
    showAxisDragHandles: false,
    plotGlPixelRatio: Math.min(2, Math.max(1, window.devicePixelRatio)) * magnified(element),
  };
}

/** The layout that all figures start from, as large as `element` is now. */
export function layout(element, theme, more) {
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    paper_bgcolor: "rgba(0, 0, 0, 0)",
    plot_bgcolor: "rgba(0, 0, 0, 0)",
    font: { family: theme.font, size: 12, color: theme.soft },
    showlegend: false,
    hovermode: false,
    ...more,
    ...(more.xaxis ? { xaxis: fewer(more.xaxis, element.clientWidth) } : {}),
  };
}

const TICK = 45; // pixels that a number on the lower axis wants to itself

/** As many numbers as a narrow picture has room for side by side. */
function fewer(xaxis, width) {
  return xaxis.nticks ? { ...xaxis, nticks: Math.max(3, Math.min(xaxis.nticks, Math.floor(width / TICK))) } : xaxis;
}

/**
 * A quiet axis over a copy of `range`, for plotly writes into what it is given.
 * `ticks` are [{at, text}] where the numbers shown are not the axis's own.
 */
export function axis(theme, title, range, ticks) {
  return {
    title: { text: title, standoff: 6, font: { size: 12, color: theme.soft } },
    range: [...range],
    autorange: false,
    zeroline: false,
    gridcolor: faint(theme.ink, 0.07),
    tickfont: { size: 11, color: theme.soft },
    ticks: "outside",
    ticklen: 4,
    tickcolor: faint(theme.ink, 0.25),
    separatethousands: false,
    ...tickmarks(ticks),
  };
}

/** Ticks given by hand, for scales whose labels are true losses. */
export function tickmarks(ticks) {
  if (!ticks) return { nticks: 7 };
  return { tickmode: "array", tickvals: ticks.map((tick) => tick.at), ticktext: ticks.map((tick) => tick.text) };
}

/** True where there is room to draw: a hidden or folded panel has none. */
export function visible(element) {
  return element.clientWidth > 40 && element.clientHeight > 40;
}

/** A new element of the page. */
export function make(tag, className, more = {}) {
  return Object.assign(document.createElement(tag), { className, ...more });
}
