"""What a stranger meets who types nothing but the address."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.reading import paths, query_of, step, table, wait_for_query, wait_for_state

WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


def test_a_first_visit_plays_by_itself(open_page: OpenPage) -> None:
    page = open_page()
    wait_for_state(page, "playing")
    page.wait_for_function("() => Number(document.querySelector('[name=step]').value) > 5")
    assert paths(page) > 100


def test_a_first_visit_puts_its_experiment_in_the_address(open_page: OpenPage) -> None:
    page = open_page()
    assert (
        page.evaluate("fetch('/api/catalog').then((answer) => answer.json()).then((it) => it.welcome)")
        == (page.url.split("?")[1])
    )


def test_a_first_visit_shows_a_few_runs_with_one_slider_each(open_page: OpenPage) -> None:
    page = open_page("/?view=contour")
    cards = page.locator(".card")
    assert 2 <= cards.count() <= 3
    for card in cards.all():
        assert card.locator("input[type=range]:visible").count() == 1
    assert len(table(page)) == cards.count()


def area(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["width"] * box["height"]


@pytest.mark.deep
def test_all_of_it_fits_a_laptop_and_the_pictures_take_most_of_it(open_page: OpenPage) -> None:
    page = open_page()
    assert page.evaluate("document.documentElement.scrollHeight") <= 900
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    for part in (".transport", ".picture-loss .view", ".view-table", ".view-contour", ".view-surface"):
        box = page.locator(part).bounding_box()
        assert box
        assert box["y"] + box["height"] <= 900
    pictures = (".picture-flat", ".picture-surface", ".picture-loss")
    assert sum(area(page, selector) for selector in pictures) > 0.5 * 1440 * 900


RUNS = "a=gd&b=adam&steps=100&speed=1000"


@pytest.mark.deep
@pytest.mark.parametrize("screen", [{}, PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"/?surface=parabola&{RUNS}",
        f"/?surface=himmelblau&{RUNS}&explain=step&step=5",
        f"/?surface=himmelblau&{RUNS}&view=contour",
        f"/?surface=himmelblau&{RUNS}&hide=controls",
        f"/?surface=tips_line&s.standardize=1&batch=8&{RUNS}",
        f"/?surface=network&{RUNS}",
    ],
)
def test_nothing_moves_from_the_first_paint_to_the_end_of_the_runs(
    open_page: OpenPage, path: str, screen: dict[str, Any]
) -> None:
    page = open_page(path, init=WATCH_SHIFTS, **screen)
    wait_for_state(page, "paused" if "step=" in path else "ended")
    page.wait_for_timeout(500)
    assert page.evaluate("window.shifted") < 0.02


def test_who_wants_no_motion_sees_the_finished_runs(open_page: OpenPage) -> None:
    page = open_page(reduced_motion="reduce")
    wait_for_state(page, "ended")
    page.wait_for_function("() => document.querySelector('[name=step]').value === '300'")
    assert "on its way" not in "".join(table(page))


def test_a_link_with_a_step_rests_there(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&step=17&view=contour")
    wait_for_state(page, "paused")
    assert step(page) == 17
    wait_for_query(page, step="17")
    assert query_of(page)["surface"] == "booth"


def test_what_a_screen_reader_hears_at_the_end_is_how_each_run_ended(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&b=adam&steps=40&speed=1000&view=contour")
    wait_for_state(page, "ended")
    said = page.locator("[data-out=sentence]").inner_text()
    assert "Gradient descent" in said
    assert "Adam" in said


def test_a_screen_reader_hears_where_each_run_stands_at_each_step(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&start=1,1&a=gd&a.lr=0.1&step=0&view=contour")
    wait_for_state(page, "paused")
    page.click("[data-action=forward]")
    # Booth's gradient at (1, 1) is (−16, −20), so the step leads to (2.6, 3); there it is (16, 12.8).
    told = "Step 1. Gradient descent, lr 0.1: x 2.6, y 3, loss 12.8, slope 20.49."
    expect(page.locator("[data-out=sentence]")).to_have_text(told)
