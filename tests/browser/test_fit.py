"""The data beside the map: the models of the runs, rows to be read, moved and added, and batches."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import paths, query_of, wait_for_query, wait_for_state, wait_for_table

LINE = "/?surface=fit&a=gd&a.lr=0.1&b=adam&steps=100&step=6"
POINTS = "/?surface=fit&s.data=points&s.points=0,0;1,1.2;2,1.8;3,3.3&a=gd&a.lr=0.1&steps=100&step=60"

PAINTED = """() => {
  const canvas = document.querySelector(".view-fit .view-layer");
  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let painted = 0;
  for (let k = 0; k < data.length; k += 4) painted += data[k + 3] > 0 ? (k % 9973) + data[k] : 0;
  return painted;
}"""


def drawn(page: Page) -> Any:
    """A fingerprint of what the fit's layer shows, once it shows anything."""
    page.wait_for_function(f"() => ({PAINTED})() > 0")
    return page.evaluate(PAINTED)


def wait_for_another(page: Page, before: Any) -> None:
    page.wait_for_function(f"(before) => ({PAINTED})() !== before", arg=before)


def place_of(page: Page, share: tuple[float, float], mount: str = "fit") -> tuple[float, float]:
    box = page.locator(f"[data-mount={mount}] .nsewdrag").bounding_box()
    assert box
    return box["x"] + share[0] * box["width"], box["y"] + share[1] * box["height"]


@pytest.mark.deep
def test_a_fitted_surface_opens_with_its_data_beside_the_map_and_the_line_moves_with_the_playhead(
    open_page: OpenPage,
) -> None:
    page = open_page(LINE)
    wait_for_state(page, "paused")
    expect(page.locator(".view-fit")).to_be_visible()
    expect(page.locator(".picture-surface")).to_be_hidden()
    expect(page.locator(".view-fit .view-drawing")).to_have_attribute(
        "aria-label", "A line and noise: 60 rows, y over x, with the models of 2 runs at step 6."
    )
    before = drawn(page)
    page.keyboard.press("ArrowRight")
    wait_for_another(page, before)
    page.get_by_role("button", name="Map and 3-D").click()
    wait_for_query(page, view="both")
    expect(page.locator(".view-fit")).to_be_hidden()


def test_a_surface_without_data_has_no_place_for_any(open_page: OpenPage) -> None:
    page = open_page("/?surface=bowl&a=gd&a.lr=0.1&step=3")
    expect(page.locator("[data-mount=fit]")).to_be_hidden()
    expect(page.get_by_role("button", name="Map and data")).to_be_hidden()


def test_a_row_that_is_pointed_at_tells_its_loss_and_its_pull(open_page: OpenPage) -> None:
    page = open_page("/?surface=tips_line&a=gd&steps=100&step=60")
    wait_for_state(page, "paused")
    drawn(page)
    for share in [(0.2 + 0.02 * k, 0.62) for k in range(20)]:
        page.mouse.move(*place_of(page, share))
        if "pulls w by" in page.locator(".view-fit .view-reading").inner_text():
            break
    expect(page.locator(".view-fit .view-reading")).to_contain_text("Row ")
    expect(page.locator(".view-fit .view-reading")).to_contain_text("pulls w by")


def test_errors_are_drawn_as_lines_as_squares_or_not_at_all_and_the_link_remembers(
    open_page: OpenPage,
) -> None:
    page = open_page(LINE)
    wait_for_state(page, "paused")
    before = drawn(page)
    page.click("[data-choice=errors] [value=squares]")
    wait_for_query(page, errors="squares")
    wait_for_another(page, before)
    squares = drawn(page)
    page.click("[data-choice=errors] [value=none]")
    wait_for_another(page, squares)


def test_pointing_at_weights_on_the_map_shows_their_fit(open_page: OpenPage) -> None:
    page = open_page(LINE)
    wait_for_state(page, "paused")
    before = drawn(page)
    page.mouse.move(*place_of(page, (0.2, 0.2), "flat"))
    wait_for_another(page, before)
    page.wait_for_timeout(800)  # the first change may be another's; by now the fit is there
    pointed = drawn(page)
    page.mouse.move(5, 5)
    wait_for_another(page, pointed)


def test_points_are_added_moved_and_taken_away_and_the_surface_follows(open_page: OpenPage) -> None:
    page = open_page(POINTS)
    wait_for_state(page, "paused")
    expect(page.locator(".view-dot")).to_have_count(4)
    surface = paths(page)
    page.mouse.click(*place_of(page, (0.5, 0.2)))
    expect(page.locator(".view-dot")).to_have_count(5)
    assert query_of(page)["s.points"].count(";") == 4
    page.wait_for_timeout(400)
    assert paths(page) != surface
    dot = page.locator(".view-dot").last
    box = dot.bounding_box()
    assert box
    added = query_of(page)["s.points"].split(";")[4]
    page.mouse.move(box["x"] + 12, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 40, box["y"] + 90, steps=6)
    page.mouse.up()
    page.wait_for_function(
        "(added) => !new URLSearchParams(location.search).get('s.points').endsWith(added)", arg=added
    )
    page.locator(".view-dot").last.focus()
    page.keyboard.press("Delete")
    expect(page.locator(".view-dot")).to_have_count(4)
    page.keyboard.press("Control+z")
    expect(page.locator(".view-dot")).to_have_count(5)


def test_the_last_point_cannot_leave_nothing_behind(open_page: OpenPage) -> None:
    page = open_page(POINTS.replace("0,0;1,1.2;2,1.8;3,3.3", "0,0;1,1"))
    wait_for_state(page, "paused")
    page.locator(".view-dot").last.focus()
    page.keyboard.press("Delete")
    expect(page.locator("[role=alert]", has_text="same in every row").first).to_be_visible()
    expect(page.locator(".view-dot")).to_have_count(2)


def test_a_batch_rings_its_rows_draws_its_own_surface_and_its_loss_beside_that_of_all(
    open_page: OpenPage,
) -> None:
    page = open_page("/?surface=fit&a=gd&a.lr=0.1&steps=60&step=10&batch=8")
    wait_for_state(page, "paused")
    note = page.locator(".view-fit .view-note")
    expect(note).to_have_text("The next step sees the 8 ringed rows; epoch 2.")
    before = paths(page)
    page.get_by_text("Arrows", exact=True).click()
    page.check("[name=arrow-batch]")
    wait_for_query(page, arrows="batch")
    page.wait_for_function(
        """(before) => {
          const canvas = document.querySelector(".view-contour .view-layer");
          const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let painted = 0;
          for (let k = 3; k < data.length; k += 4) painted += data[k] > 0;
          return painted > before + 500;
        }""",
        arg=before,
    )


def test_in_one_weight_the_curve_stands_beside_the_data(open_page: OpenPage) -> None:
    page = open_page("/?surface=fit&s.model=w*x&a=gd&a.lr=0.05&steps=50&step=5")
    wait_for_state(page, "paused")
    expect(page.locator(".view-curve")).to_be_visible()
    expect(page.locator(".view-fit")).to_be_visible()
    assert drawn(page)
    wait_for_table(page, "Gradient descent")


def test_on_a_phone_the_data_are_one_touch_away(open_page: OpenPage) -> None:
    page = open_page(LINE, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    wait_for_state(page, "paused")
    expect(page.locator("[data-mount=fit]")).to_be_hidden()
    page.get_by_role("button", name="Data", exact=True).tap()
    expect(page.locator(".view-fit")).to_be_visible()
    assert drawn(page)


def test_the_data_fill_the_screen_alone(open_page: OpenPage) -> None:
    page = open_page(LINE)
    wait_for_state(page, "paused")
    page.get_by_role("button", name="Full screen: data").click()
    expect(page.locator(".view-fit")).to_be_visible()
    for other in ("flat", "surface", "loss", "table"):
        expect(page.locator(f"[data-mount={other}]")).to_be_hidden()
    page.get_by_role("button", name="Leave full screen: data").click()
    expect(page.locator("[data-mount=flat]")).to_be_visible()
