"""The contour view: what it tells of a pointer, and that its layer stays on the axes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.views.conftest import ShowViews

QUERY = "surface=himmelblau&start=0,0&steps=60&a=gd&a.lr=0.01&b=adam"
PIXEL = """([x, y]) => {
  const [px, py] = views.contour.picture.axes().pixel(x, y);
  const box = views.contour.picture.stage.getBoundingClientRect();
  return [px + box.left, py + box.top];
}"""
# How much of a run's own colour is near a pixel of the layer.
INK = """([px, py, id]) => {
  const { canvas, context, ratio } = views.contour.picture.layer;
  const box = canvas.getBoundingClientRect();
  const own = views.contour.theme.run(id).match(/\\d+/g).map(Number);
  const place = [px - box.left - 4, py - box.top - 4, 9, 9].map((value) => value * ratio);
  const { data } = context.getImageData(...place);
  let count = 0;
  for (let k = 0; k < data.length; k += 4) {
    const off = own.reduce((sum, value, c) => sum + Math.abs(data[k + c] - value), 0);
    count += off < 30 && data[k + 3] > 200;
  }
  return count;
}"""
EDGE = """([x, y]) => {
  const at = views.contour.axes.edge([x, y], 9);
  return views.contour.axes.point(at.x, at.y);
}"""


def pixel(page: Page, x: float, y: float) -> tuple[float, float]:
    px, py = page.evaluate(PIXEL, [x, y])
    return px, py


def ink(page: Page, x: float, y: float, run: str = "a") -> int:
    return int(page.evaluate(INK, [*pixel(page, x, y), run]))


def picks(page: Page) -> list[Any]:
    return [one[1:] for one in page.evaluate("said.splice(0)") if one[0] == "pick"]


def test_a_click_tells_the_point_under_it(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    page.mouse.click(*pixel(page, -4, 2))
    assert page.evaluate("said.filter((one) => one[0] === 'press')") == [["press", [-4, 2]]]


def test_a_drag_of_a_start_tells_where_it_goes_and_where_it_ends(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    page.mouse.move(*pixel(page, 0, 0))
    page.mouse.down()
    page.mouse.move(*pixel(page, 2, -3), steps=4)
    page.mouse.up()
    told = picks(page)
    assert [one[2] for one in told] == ["move"] * 4 + ["end"]
    assert told[-1][0] == pytest.approx([2, -3], abs=0.05)


def test_a_start_dragged_out_stays_in_the_picture(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    page.mouse.move(*pixel(page, 0, 0))
    page.mouse.down()
    page.mouse.move(*pixel(page, 30, 0))
    page.mouse.up()
    assert picks(page)[-1][0] == pytest.approx([6, 0], abs=0.05)


def test_a_start_that_was_let_go_does_not_jump_back_while_the_answer_is_awaited(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    page.locator(".view-start").focus()
    page.keyboard.press("ArrowRight")
    moved = page.locator(".view-start").bounding_box()
    page.evaluate("draw()")
    assert page.locator(".view-start").bounding_box() == moved
    page.evaluate("draw({ starts: [{ id: null, point: [-3, -3] }] })")
    assert page.locator(".view-start").bounding_box() != moved


def test_the_paths_stay_on_the_axes_during_a_pan_and_after_a_zoom(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    x, y = page.evaluate("[data.runs[0].path.x.at(-1), data.runs[0].path.y.at(-1)]")
    assert ink(page, x, y) > 20
    before = pixel(page, x, y)
    page.mouse.move(*pixel(page, -5, -1))
    page.mouse.down()
    page.mouse.move(*pixel(page, -4, 0), steps=3)
    during = pixel(page, x, y)
    assert during != before
    assert ink(page, x, y) > 20
    page.mouse.up()
    page.mouse.wheel(0, -200)
    page.wait_for_function("(width) => views.contour.axes.x[1] - views.contour.axes.x[0] < width", arg=11.9)
    page.wait_for_timeout(200)
    assert ink(page, x, y) > 20
    assert picks(page) == []


def test_the_whole_window_comes_back_at_a_click(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    home = page.get_by_role("button", name="Whole window")
    assert not home.is_visible()
    page.evaluate("views.contour.show([[-1, 1], [-1, 1]])")
    home.click()
    assert page.evaluate("views.contour.axes.x") == [-6, 6]
    assert not home.is_visible()
    assert page.evaluate("data.answer.window[0]") == [-6, 6]


def test_a_run_that_left_is_marked_at_the_edge_and_can_be_followed(show: ShowViews) -> None:
    page = show("surface=rosenbrock&start=-1.5,2&steps=50&a=gd&a.lr=0.01", "contour")
    step = page.evaluate("data.runs[0].path.x.findIndex((x) => Math.abs(x) > 4)")
    page.evaluate("(step) => draw({ step })", step)
    x, y = page.evaluate("(k) => [data.runs[0].path.x[k], data.runs[0].path.y[k]]", step)
    edge = page.evaluate(EDGE, [x, y])
    assert ink(page, *edge) > 10
    page.evaluate("draw({ follow: true })")
    page.wait_for_function(
        "([x, y]) => views.contour.axes.holds(...views.contour.axes.exact(x, y))", arg=[x, y]
    )
    assert ink(page, x, y) > 20
    page.evaluate("draw({ follow: false })")
    page.wait_for_function("() => views.contour.axes.x[1] === 2")


def test_numbers_near_the_largest_do_not_break_the_picture(show: ShowViews) -> None:
    def fling(data: dict[str, Any]) -> None:
        path = data["runs"][0]["path"]
        path["x"][1:4], path["y"][1:4] = [1e200, -1.7e308, 3.0], [-1e308, 1e150, None]

    page = show(QUERY, "contour", change=fling)
    for step in (1, 2, 60):
        page.evaluate("(step) => draw({ step })", step)
    assert page.evaluate("views.contour.runs.items[0].trail.xs.every((x) => Math.abs(x) <= 1e6)")
    assert (
        ink(page, 0, 0, "b")
        + ink(page, *page.evaluate("[data.runs[1].path.x[9], data.runs[1].path.y[9]]"), "b")
        > 5
    )


def test_two_runs_on_the_same_way_both_show(show: ShowViews) -> None:
    page = show("surface=himmelblau&start=-4,4&steps=200&a=adam&b=adam", "contour")
    found = dict.fromkeys("ab", 0)
    for k in range(2, 30):
        x, y = page.evaluate("(k) => [data.runs[0].path.x[k], data.runs[0].path.y[k]]", k)
        for run in found:
            found[run] += ink(page, x, y, run) > 5
    assert min(found.values()) > 5


def test_pointing_at_a_step_reads_it_and_tells_it(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    x, y = page.evaluate("[data.runs[0].path.x[1], data.runs[0].path.y[1]]")
    page.mouse.move(*pixel(page, x, y))
    said = page.inner_text(".view-tip")
    assert said.startswith("Gradient descent")
    assert "step 1:" in said
    assert "loss " in said
    assert ["hover", 1] in page.evaluate("said")
    page.mouse.move(*pixel(page, -5, -5))
    assert "loss ≈" in page.inner_text(".view-tip")
    assert page.evaluate("said.at(-1)") == ["hover", None]


def test_a_point_is_read_in_full_in_every_corner_of_the_picture(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    size = page.viewport_size
    assert size
    for x, y in ((-5.9, 5.9), (5.9, 5.9), (5.9, -5.9), (-5.9, -5.9)):
        page.mouse.move(*pixel(page, x, y))
        tip = page.locator(".view-tip")
        where, loss = tip.locator(".view-tip-line").all_inner_texts()
        assert where.startswith("x ")
        assert ", y " in where
        assert loss.startswith("loss ≈ ")
        box = tip.bounding_box()
        assert box
        assert 0 <= box["x"] < box["x"] + box["width"] <= size["width"]
        assert 0 <= box["y"] < box["y"] + box["height"] <= size["height"]
        assert tip.evaluate("(tip) => tip.scrollWidth <= tip.clientWidth")
    page.mouse.move(2, size["height"] - 2)
    assert not page.locator(".view-tip").is_visible()


def test_the_picture_says_what_it_shows(show: ShowViews) -> None:
    page = show(QUERY, "contour")
    picture = page.get_by_role(
        "img", name="Contour map of Himmelblau: loss, logarithmic, over x and y, with the paths of 2 runs."
    )
    assert picture.count() == 1
    page.evaluate("views.contour.clear()")
    assert page.locator(".view-start").count() == 0


def test_a_frame_asks_nothing_of_plotly(show: ShowViews) -> None:
    page = show(QUERY, "contour", "loss", "table")
    asked = page.evaluate("""() => {
      let calls = 0;
      for (const name of ["react", "relayout", "restyle", "newPlot", "redraw", "extendTraces"]) {
        const own = Plotly[name];
        Plotly[name] = (...more) => (calls += 1, own(...more));
      }
      for (let step = 0; step <= 60; step += 1) draw({ step });
      return calls;
    }""")
    assert asked == 0
