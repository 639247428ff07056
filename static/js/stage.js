import { canDraw3d } from "./plot/webgl.js";
import * as contour from "./views/contour.js";
import * as curve from "./views/curve.js";
import * as loss from "./views/loss.js";
import * as surface from "./views/surface.js";
import * as table from "./views/table.js";

/**
 * The pictures: mounts the views, hands them the surface and, once a frame at most, the scene.
 *
 * `mounts` has an element for each of flat, surface, fit, loss and table; `scene()` and `look()` say what is to be
 * drawn now. In one variable the curve takes the place of the contour, and the 3-D view rests. The fit is
 * there where a model and data stand behind the surface.
 */
export function createStage({ mounts, events, scene, look }) {
  const views = {};
  let answer = null;
  let flat = null;
  let ticket = null;
  let later = null;

  document.body.dataset.webgl = canDraw3d() ? "yes" : "none";

  /** A new surface, or the same in another scale or theme. */
  function show(next) {
    answer = next;
    document.body.dataset.dimension = answer.variables.length;
    document.body.dataset.fitted = answer.fitted ? "yes" : "no";
    document.body.dataset.network = answer.network ? "yes" : "no";
    place(answer.variables.length === 1 ? curve : contour);
    for (const view of inUse()) if (view !== views.surface) view.surface(answer, look());
    frame();
    later ??= requestAnimationFrame(() => setTimeout(showSurface));
  }

  /** The 3-D view takes several times as long as all others, so these are painted first. */
  function showSurface() {
    later = null;
    if (flat !== contour) return;
    views.surface.surface(answer, look());
    draw();
  }

  function place(module) {
    views.loss ??= loss.mount(mounts.loss, events);
    views.table ??= table.mount(mounts.table, events);
    if (module === contour) views.surface ??= surface.mount(mounts.surface, events);
    placeFit();
    if (flat === module) return;
    views.flat?.destroy();
    views.flat = module.mount(mounts.flat, events);
    flat = module;
  }

  /** The fit's view is fetched when a model and data first stand behind a surface. */
  async function placeFit() {
    if (!answer.fitted) views.fit?.destroy();
    if (!answer.fitted) delete views.fit;
    if (!answer.fitted || views.fit) return;
    const fit = await import("./views/fit.js");
    if (!answer.fitted || views.fit) return;
    views.fit = fit.mount(mounts.fit, events);
    views.fit.surface(answer, look());
    draw();
  }

  const inUse = () => Object.values(views).filter((view) => view !== views.surface || flat === contour);

  /** Draw before the next paint; `frame` itself is for callers that are in front of one. */
  function draw() {
    ticket ??= requestAnimationFrame(frame);
  }

  function frame() {
    if (ticket !== null) cancelAnimationFrame(ticket);
    ticket = null;
    if (!answer) return;
    const now = scene();
    for (const view of inUse()) view.draw(now);
    document.body.dataset.ready = "true";
  }

  const sizes = new ResizeObserver(() => {
    if (!answer) return;
    for (const view of inUse()) view.resize();
    draw();
  });
  for (const element of Object.values(mounts)) sizes.observe(element);

  return { show, draw, drawNow: frame, again: () => answer && show(answer) };
}
