"""What a room lays over the pictures: a cloud of answers, everyone's runs, a follower's tap; and results."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from app.experiment import parse
from app.show.activities import Activity, Given, Swarm, read_activity, read_answer, results, swarm
from tests.browser.conftest import OpenPage, wait_until_drawn
from tests.browser.powers import enter_mode
from tests.browser.powers import read_swarm as read_on_page
from tests.browser.views.conftest import ShowViews

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUERY = "surface=himmelblau&start=0,0&steps=60&a=gd&a.lr=0.01"
LINE = "surface=double_well&start=1.8&steps=60&a=gd&a.lr=0.02"
READ = """async (text) => {
  const { readSwarm } = await import(`${base}js/stage/swarmread.js`);
  window.swarm = readSwarm(Uint8Array.from(atob(text), (one) => one.charCodeAt(0)).buffer);
}"""
# How much of a colour there is on the layer: everywhere, or near a point of the axes.
INK = """([name, colour, at]) => {
  const view = views[name];
  const { canvas, context, ratio } = view.picture.layer;
  const own = (view.theme[colour] ?? view.theme.run(colour)).match(/\\d+/g).map(Number);
  const place = at && (at.length > 1 ? view.axes.pixel(...at) : view.onCurve(at[0]));
  const whole = [0, 0, canvas.width, canvas.height];
  const box = place ? [place[0] - 6, place[1] - 6, 13, 13].map((value) => value * ratio) : whole;
  const { data } = context.getImageData(...box);
  let count = 0;
  for (let k = 0; k < data.length; k += 4) {
    const off = own.reduce((sum, value, c) => sum + Math.abs(data[k + c] - value), 0);
    count += off < 40 && data[k + 3] > 60;
  }
  return count;
}"""
RESULTS = """async (told) => {
  const { showResults } = await import(`${base}js/stage/results.js`);
  const place = document.createElement("div");
  document.body.replaceChildren(place);
  showResults(place, told);
}"""


def opened(kind: str, **sent: Any) -> Activity:
    asked = {"kind": "prediction", "ask": kind} if kind in {"where", "which", "rate"} else {"kind": kind}
    return read_activity(asked | sent, parse)


def given(activity: Activity, *answers: Any, nickname: str = "") -> list[Given]:
    read = [read_answer(activity, sent) for sent in answers]
    return [Given(at + 1, nickname, one, float(at)) for at, one in enumerate(read)]


def swarmed(query: str, *starts: list[float]) -> Swarm:
    activity = opened("swarm", query=query, run="a")
    return swarm(activity, given(activity, *[{"start": start} for start in starts]))


def lay(page: Page, found: Swarm, step: int) -> None:
    page.evaluate(READ, base64.b64encode(found.bytes).decode())
    page.evaluate("(step) => draw({ overlay: window.swarm, step, starts: [] })", step)


def ink(page: Page, colour: str, at: Any = None, view: str = "contour") -> int:
    where = None if at is None else [float(value) for value in at]
    return int(page.evaluate(INK, [view, colour, where]))


def test_the_page_reads_what_the_server_sends_of_a_swarm(modules: Page) -> None:
    found = swarmed(QUERY.replace("0.01", "0.2"), [3, 2], [-5, -5], [1, 1])
    modules.evaluate(READ, base64.b64encode(found.bytes).decode())
    told = modules.evaluate("({ ...swarm, paths: [...swarm.paths].map(String), last: [...swarm.last] })")
    assert {name: told[name] for name in found.head} == found.head
    sent = found.paths.ravel()
    read = np.array([float(value.replace("Infinity", "inf")) for value in told["paths"]], dtype=np.float32)
    assert np.array_equal(read, sent, equal_nan=True)
    finite = ~np.isnan(found.paths[:, :, 0])
    assert told["last"] == [int(np.flatnonzero(run)[-1]) for run in finite.T]
    assert told["last"][1] < 60


def test_each_run_of_a_swarm_is_a_dot_where_it_is_in_the_colour_of_where_it_ends(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    found = swarmed(QUERY, [4, 4], [-4, 4], [-4.5, -4])
    assert found.group.tolist() == [0, 1, 2]
    for step in (0, 2, 60):
        lay(page, found, step)
        for run, letter in enumerate("abc"):
            assert ink(page, letter, found.paths[step, run]) > 12
    assert ink(page, "a", found.paths[0, 0]) == 0


def test_beside_a_swarm_there_is_no_other_run_and_afterwards_all_is_as_it_was(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    before = ink(page, "a")
    assert before > 50
    high = page.evaluate("views.contour.picture.stage.clientHeight")
    lay(page, swarmed(QUERY, [-4, 4]), 0)
    assert ink(page, "a") == 0
    assert page.evaluate("views.contour.picture.stage.clientHeight") < high
    assert page.locator(".view-start:visible").count() == 0
    page.evaluate("draw({ overlay: null, step: 60 })")
    assert ink(page, "a") == before
    assert page.evaluate("views.contour.picture.stage.clientHeight") == high
    assert page.locator(".view-swarm").is_hidden()


def test_the_legend_counts_where_the_runs_end(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    lay(page, swarmed(QUERY.replace("0.01", "0.016"), [3, 2.5], [3.1, 2], [-3, 3], [6, 6]), 0)
    said = page.locator(".view-swarm-entry").all_inner_texts()
    assert [" ".join(entry.split()) for entry in said] == [
        "at (3, 2) 2",
        "at (−2.81, 3.13) 1",
        "at (−3.78, −3.28) 0",
        "at (3.58, −1.85) 0",
        "diverged 1",
    ]


def test_a_run_that_diverges_is_drawn_leaving_and_is_then_gone(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    slow = "surface=himmelblau&steps=60&a=rule&a.rule=p=p%2Blr*(1%2B0*g)&a.lr=1"
    found = swarmed(slow, [2, 0])
    assert found.groups[found.group[0]].kind == "diverged"
    lay(page, found, 2)
    assert ink(page, "ink", found.paths[2, 0]) > 8
    empty = landmarks(page)
    lay(page, found, 6)
    assert found.paths[6, 0].tolist() == [8, 6]
    edge = [5.8, 3.8]
    assert ink(page, "ink", edge) > 3
    lay(page, found, 40)
    assert ink(page, "ink") == empty


def landmarks(page: Page) -> int:
    """The ink of the known minima alone."""
    page.evaluate("draw({ overlay: { ...window.swarm, n: 0 } })")
    return ink(page, "ink")


def test_a_run_that_breaks_off_within_the_picture_leaves_a_cross_there(show: ShowViews) -> None:
    query = "surface=formula&formula=log(x%2B1)%2By**2&start=0,1&steps=60&a=gd&a.lr=0.3"
    page = show(query, "contour")
    found = swarmed(query, [0.5, 1])
    (last,) = [int(np.flatnonzero(~np.isnan(found.paths[:, 0, 0]))[-1])]
    assert last < 60
    for step in (last, 60):
        lay(page, found, step)
        assert ink(page, "ink", found.paths[last, 0]) > 12


def test_answers_are_dots_and_the_truth_is_marked(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    activity = opened("where", query=QUERY)
    told = results(activity, given(activity, [-4, 4], [-4, 4.2], [4, -4], "out"))
    page.evaluate("(told) => draw({ overlay: { ...told, kind: 'cloud' }, starts: [] })", told)
    for point in told["points"]:
        assert ink(page, "answer", point) > 15
    assert ink(page, "answer", [0, -4]) == 0
    marked = ink(page, "ink", told["truth"]["at"])
    page.evaluate("(told) => draw({ overlay: { ...told, kind: 'cloud', truth: null } })", told)
    assert ink(page, "ink", told["truth"]["at"]) < marked
    page.evaluate("draw({ overlay: null })")
    assert ink(page, "answer") == 0


def test_a_cloud_stays_on_its_places_when_the_map_is_moved(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    page.evaluate("draw({ overlay: { kind: 'cloud', points: [[2, -4]], truth: null }, starts: [] })")
    page.evaluate("views.contour.show([[0, 6], [-6, 0]])")
    page.evaluate("draw()")
    assert ink(page, "answer", [2, -4]) > 15


def test_a_tap_is_a_ring_where_it_was(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    page.evaluate("draw({ overlay: { kind: 'pick', point: [-4, 2] } })")
    assert ink(page, "answer", [-4, 2]) > 8
    page.evaluate("draw({ overlay: { kind: 'pick', point: null } })")
    assert ink(page, "answer") == 0


def test_in_one_variable_answers_and_runs_are_on_the_curve(show: ShowViews) -> None:
    page = show(LINE, "curve")
    found = swarmed(LINE, [1.8], [-1.5])
    assert found.group.tolist() == [1, 0]
    for step in (0, 60):
        lay(page, found, step)
        assert ink(page, "b", found.paths[step, 0], "curve") > 12
        assert ink(page, "a", found.paths[step, 1], "curve") > 12
    page.evaluate("draw({ overlay: { kind: 'cloud', points: [[-0.5]], truth: { at: [1.5] } } })")
    assert ink(page, "answer", [-0.5], "curve") > 15
    assert ink(page, "ink", [1.5], "curve") > 15
    page.evaluate("draw({ overlay: { kind: 'pick', point: [-1.5] } })")
    assert ink(page, "answer", [-1.5], "curve") > 8


def test_a_swarm_plays_on_the_page_when_a_mode_lays_it_there(open_page: OpenPage) -> None:
    page = open_page("/api/docs", drawn=False)
    enter_mode(page)
    page.goto(f"/?{QUERY}&step=0&view=contour")
    wait_until_drawn(page)
    page.wait_for_function("() => window.powers")
    read_on_page(page, swarmed(QUERY, [4, 4], [-4, 4]).bytes)
    page.evaluate("powers.overlay(window.swarm)")
    page.wait_for_selector(".view-swarm:visible")
    page.click("[data-action=play]")
    page.wait_for_function("() => document.body.dataset.state === 'ended'")
    page.evaluate("powers.overlay(null)")
    page.wait_for_selector(".view-swarm", state="hidden")


@pytest.fixture
def told(modules: Page) -> Callable[..., Page]:
    """told(activity, *answers) shows the results of an activity, alone on the page."""

    def shown(activity: Activity, *answers: Any, nickname: str = "") -> Page:
        modules.evaluate(RESULTS, results(activity, given(activity, *answers, nickname=nickname)))
        return modules

    return shown


def test_results_are_bars_by_choice_and_what_is_right_says_so(told: Callable[..., Page]) -> None:
    poll = opened("poll", question="Which?", choices=["<b>this</b>", "that"], right=1)
    page = told(poll, 0, 1, 1, 1, nickname="Zoë")
    assert page.locator(".outcome-bar dt").all_inner_texts()[0] == "<b>this</b>"
    assert page.locator(".outcome-bar.right .outcome-right").inner_text() == "right"
    assert page.locator(".outcome-count").all_inner_texts() == ["1 (25%)", "3 (75%)"]
    widths = page.evaluate("[...document.querySelectorAll('.outcome-length')].map((one) => one.style.width)")
    assert [float(width.rstrip("%")) for width in widths] == pytest.approx([33.3, 100], abs=0.1)
    assert page.locator(".outcome-words").inner_text() == "“that” is right. 3 of 4 said so."
    assert "Zoë" in page.locator(".outcome-best").inner_text()


def test_rates_stand_on_their_side_of_the_edge(told: Callable[..., Page]) -> None:
    rate = opened("rate", query=QUERY)
    rates = [0.001, 0.02, 0.035, 0.0393, 0.04, 0.05, 1]
    page = told(rate, *rates)
    places = page.evaluate("[...document.querySelectorAll('circle')].map((one) => +one.getAttribute('cx'))")
    edge = page.evaluate("+document.querySelector('line.edge').getAttribute('x1')")
    assert [place < edge for place in places] == [True] * 4 + [False] * 3
    said = f"{results(rate, [])['truth']['rate']:.3g}"
    assert page.locator(".edge-label").text_content() == f"edge {said}"
    assert f"edge is at {said}" in str(page.locator(".outcome-strip").get_attribute("aria-label"))


def test_results_that_nobody_answered_and_such_without_an_edge_are_told_too(
    told: Callable[..., Page],
) -> None:
    page = told(opened("rate", query="start=0,0&a=adam"), 0.1)
    assert page.locator("circle").count() == 1
    assert page.locator("line.edge").count() == 0
    page = told(opened("swarm", query=QUERY))
    assert page.locator(".outcome-words").inner_text() == "Nobody has picked a start yet."
    page = told(opened("where", query=QUERY))
    assert page.locator(".outcome-count").all_inner_texts() == ["0", "0", "0"]
