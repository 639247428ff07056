"""The views without the page round them: real answers of the server, a scene made by the test."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import httpx
import pytest

from tests.browser.conftest import OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Page

# A page of the server's own, so that its security policy and its style sheets hold here too.
EMPTY_PAGE = "/?surface=nowhere"
PREPARE = """async ([base, names, data]) => {
  const modules = await Promise.all(names.map((name) => import(`${base}js/views/${name}.js`)));
  document.documentElement.dataset.theme = "light";
  document.body.replaceChildren();
  const said = [];
  const tell = (what) => (...more) => said.push([what, ...more]);
  const kinds = ["pick", "press", "nudge", "seek", "hover", "camera", "at", "points", "sort"];
  const events = Object.fromEntries(kinds.map((what) => [what, tell(what)]));
  const scene = {
    step: data.steps, steps: data.steps, runs: data.runs, starts: [{ id: null, point: data.start }],
    lossScale: "log", follow: false, hover: null,
  };
  const views = {};
  names.forEach((name, k) => {
    const place = document.createElement("div");
    place.id = name;
    place.style.cssText = "position: relative; width: 520px; height: 440px";
    document.body.append(place);
    views[name] = modules[k].mount(place, events);
  });
  const look = { scale: data.answer.log.default ? "log" : "linear", theme: "light", camera: null };
  const draw = (change = {}) => {
    Object.assign(scene, change);
    for (const view of Object.values(views)) view.draw(scene);
  };
  for (const view of Object.values(views)) view.surface(data.answer, look);
  draw();
  Object.assign(window, { base, views, scene, look, said, draw, data });
}"""

ShowViews = Callable[..., "Page"]


def base_of(server: str) -> tuple[str, str]:
    """Where the server keeps its static files, and plotly.js."""
    text = httpx.get(server).text
    static = re.search(r'href="([^"]*/)css/theme\.css"', text)
    plotly = re.search(r'(?:src|href)="([^"]*plotly[^"]*\.js)"', text)
    assert static
    assert plotly
    return static[1], plotly[1]


def data_of(server: str, query: str, grid: int = 41) -> dict[str, Any]:
    """What a page would hand to the views for `query`."""
    answer = httpx.get(f"{server}/api/surface?{query}&n={grid}").json()
    accepted = httpx.get(f"{server}/api/experiment?{query}").json()
    ran = httpx.get(f"{server}/api/run.json?{query}").json()
    labels = {run["id"]: run["label"] for run in accepted["runs"]}
    columns = ("step", "x", "y", "loss", "gx", "gy")
    runs = [
        {
            "id": run["id"],
            "label": labels[run["id"]],
            "hidden": False,
            "focus": False,
            "path": {name: run.get(name, []) for name in columns},
            "verdict": run["verdict"],
        }
        for run in ran["runs"]
    ]
    return {"answer": answer, "start": accepted["start"], "steps": accepted["steps"], "runs": runs}


@pytest.fixture
def modules(open_page: OpenPage, server: str) -> Page:
    """A page that can import the views' modules from `window.base`, with nothing mounted."""
    page = open_page(EMPTY_PAGE, drawn=False)
    page.evaluate("(base) => { window.base = base; }", base_of(server)[0])
    return page


@pytest.fixture
def show(modules: Page, server: str) -> ShowViews:
    """show(query, "contour", ..) draws the runs of a query, all of them, on the views named.

    On the page: `views`, `scene`, `draw(change)`, `said` (what the views told), `data`.
    """

    def shown(query: str, *names: str, change: Callable[[dict[str, Any]], None] | None = None) -> Page:
        assert "a" in parse_qs(query)
        static, plotly = base_of(server)
        modules.add_script_tag(url=plotly)
        modules.add_style_tag(url=f"{static}css/views.css")
        data = data_of(server, query)
        if change:
            change(data)
        modules.evaluate(PREPARE, [static, list(names), data])
        return modules

    return shown
