"""The page in a real browser: its work in a frame, a slider's way to the picture, how soon it is there."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bench.figure import Figure, show
from bench.warm import warm_server
from tests import chromium
from tests.conftest import CHROMIUM_FLAGS

if TYPE_CHECKING:
    from playwright.sync_api import Page

RATES = {"gd": 0.002, "momentum": 0.001, "adam": 0.02, "rmsprop": 0.01, "nesterov": 0.001}
RUNS = "&".join(
    [f"{letter}={name}&{letter}.lr={lr}" for letter, (name, lr) in zip("abcde", RATES.items(), strict=True)]
)
SURFACE = "surface=himmelblau&start=-0.2,0.7&steps=2000"
FRAMES = 120

# Times the frames of the page's own modules; plotly's loop, which waits for the GL driver, is left apart.
TIME_FRAMES = """
window.frames_ = [];
const ask = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (act) => {
  const own = new Error().stack.split("\\n")[2].includes("/js/");
  return ask((now) => {
    const began = performance.now();
    act(now);
    if (own) window.frames_.push(performance.now() - began);
  });
};
"""

NAIVE = """async ([query, frames]) => {
  const get = async (what) => (await fetch(`/api/${what}?${query}`)).json();
  const [{ x, y, z }, { runs }] = [await get("surface"), await get("run.json")];
  const holder = () => Object.assign(document.body.appendChild(document.createElement("div")),
    { style: "position:fixed;inset:0;width:620px;height:500px" });
  const [flat, deep] = [holder(), holder()];
  const deeper = (type) => (type === "scatter3d" ? { z: [] } : {});
  const line = (type) => runs.map(() => ({ type, mode: "lines", x: [], y: [], ...deeper(type) }));
  const size = { width: 620, height: 500 };
  await Plotly.newPlot(flat, [{ type: "contour", x, y, z }, ...line("scatter")], size);
  await Plotly.newPlot(deep, [{ type: "surface", x, y, z }, ...line("scatter3d")], size);
  const times = [];
  const places = runs.map((_, k) => k + 1);
  for (let step = 0; step < frames; step++) {
    const of = (name) => runs.map((run) => [run[name][Math.min(step, run[name].length - 1)]]);
    await new Promise(requestAnimationFrame);
    const began = performance.now();
    await Plotly.extendTraces(flat, { x: of("x"), y: of("y") }, places);
    await Plotly.extendTraces(deep, { x: of("x"), y: of("y"), z: of("loss") }, places);
    times.push(performance.now() - began);
  }
  return times;
}"""

# From the slider's event to the frame that shows the new run: its name in the table changes with the picture.
MOVE = """(position) => new Promise((done) => {
  const slider = document.querySelector("[data-for='a.lr']");
  const began = performance.now();
  const watch = new MutationObserver(() => {
    watch.disconnect();
    done(performance.now() - began);
  });
  const row = document.querySelector("[data-mount=table] tbody tr");
  watch.observe(row, { subtree: true, childList: true, characterData: true });
  slider.value = position;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
})"""

BARE = """<!doctype html><meta charset="utf-8"><div id="it" style="width:620px;height:500px"></div>
<script src="{script}"></script><script>
async function draw() {{
  const {{ x, y, z }} = await (await fetch("/api/surface?surface=himmelblau&n=101")).json();
  await Plotly.newPlot("it", [{{ type: "contour", x, y, z }}], {{ width: 620, height: 500 }});
  document.body.dataset.ready = performance.now();
}}
draw();
</script>"""


@contextmanager
def browser() -> Iterator[Any]:
    """A Chromium like that of the tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=chromium.find(), args=CHROMIUM_FLAGS)
        yield program
        program.close()


def measure() -> list[Figure]:
    with warm_server() as server, browser() as program:
        return [*frames(program, server), slider(program, server), interactive(program, server)]


def opened(program: Any, server: str, query: str, init: str = "") -> Page:
    page: Page = program.new_page(viewport={"width": 1440, "height": 900}, base_url=server)
    page.add_init_script(init)
    page.goto(f"/?{query}")
    page.wait_for_function("() => document.body.dataset.ready === 'true'")
    return page


def frames(program: Any, server: str) -> list[Figure]:
    """The page's own main-thread work in a frame with five runs growing in both pictures."""
    page = opened(program, server, f"{SURFACE}&{RUNS}&speed=60&step=0", TIME_FRAMES)
    page.wait_for_timeout(4000)
    page.evaluate("window.frames_.length = 0")
    page.click("[data-action=play]")
    page.wait_for_function(f"() => window.frames_.length > {FRAMES}", timeout=120_000)
    own = sorted(page.evaluate("window.frames_"))
    page.click("[data-action=play]")
    naive = statistics.median(page.evaluate(NAIVE, [f"{SURFACE}&{RUNS}", 40]))
    page.close()
    middle, high = statistics.median(own), own[int(0.95 * len(own))]
    return [
        Figure(
            name="a frame of five growing runs, median",
            measured=middle,
            unit="ms",
            goal=6,
            against="extendTraces",
            yardstick=naive,
            ratio_goal=8,
        ),
        Figure(name="the same, 95th percentile", measured=high, unit="ms", goal=12),
    ]


def slider(program: Any, server: str) -> Figure:
    """From moving a slider to the new path's first point."""
    page = opened(program, server, f"{SURFACE}&a=gd&a.lr=0.002&step=0&view=contour")
    page.wait_for_timeout(500)
    times = []
    for k in range(31):
        times.append(page.evaluate(MOVE, 300 + 7 * k))
        page.wait_for_timeout(150)
    page.close()
    return Figure(
        name="a slider moved, to the new path", measured=statistics.median(times[1:]), unit="ms", goal=60
    )


def interactive(program: Any, server: str) -> Figure:
    """From the address to the picture, against a bare page with plotly.js and the same surface."""
    ours = statistics.median([_ours(program, server) for _ in range(5)])
    bare = statistics.median([_bare(program, server) for _ in range(5)])
    return Figure(
        name="the page can be used",
        measured=ours,
        unit="ms",
        against="bare page",
        yardstick=bare,
        ratio_goal=1.2,
        ratio_at_most=True,
    )


def _ours(program: Any, server: str) -> float:
    page = opened(program, server, f"{SURFACE}&a=gd&a.lr=0.002&view=contour", _NOTE_READY)
    ready: float = page.evaluate("window.readyAt")
    page.close()
    return ready


_NOTE_READY = """
new MutationObserver((_, watch) => {
  if (document.body?.dataset.ready !== "true") return;
  window.readyAt = performance.now();
  watch.disconnect();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });
"""


def _bare(program: Any, server: str) -> float:
    page = program.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{server}/?view=contour")
    script = page.evaluate("document.getElementById('plotly').dataset.src")
    page.close()
    page = program.new_page(viewport={"width": 1440, "height": 900})
    page.route(
        "**/bare", lambda route: route.fulfill(body=BARE.format(script=script), content_type="text/html")
    )
    page.goto(f"{server}/bare")
    page.wait_for_function("() => document.body.dataset.ready")
    ready = float(page.evaluate("document.body.dataset.ready"))
    page.close()
    return ready


if __name__ == "__main__":
    show(measure())
