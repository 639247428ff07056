"""The dialog of surfaces."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.reading import query_of, wait_for_query, wait_for_state

PAINTED = """(id) => {
  const canvas = document.querySelector(`.picker-item[value=${id}] canvas`);
  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size > 4;
}"""


def opened(open_page: OpenPage) -> Page:
    page = open_page("/?surface=booth&a=gd&a.lr=0.02&start=1,1&view=contour")
    page.click("[data-open=picker]")
    page.locator("dialog[open]").wait_for()
    return page


def test_every_surface_is_there_with_a_small_picture(open_page: OpenPage) -> None:
    page = opened(open_page)
    assert page.locator(".picker-item").count() >= 45
    page.wait_for_function(PAINTED, arg="booth")


def test_searching_narrows_and_enter_takes_the_first(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.fill(".picker input[type=search]", "rosen")
    assert page.locator(".picker-item:visible").count() == 1
    page.keyboard.press("Enter")
    wait_for_query(page, surface="rosenbrock", start=None, a__lr="0.02")
    # This run leaves the picture within a few frames: it may have ended by the time it is looked at.
    page.wait_for_function("() => document.body.dataset.state !== 'paused'")
    assert page.inner_text("[data-out=surface-name]") == "Rosenbrock"
    assert page.locator("dialog[open]").count() == 0


def test_a_search_that_finds_nothing_says_so(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.fill(".picker input[type=search]", "qqqq")
    assert page.locator(".picker-none").is_visible()


def test_families_narrow_the_choice(open_page: OpenPage) -> None:
    page = opened(open_page)
    everything = page.locator(".picker-item:visible").count()
    page.locator(".picker-families button").nth(1).click()
    assert 0 < page.locator(".picker-item:visible").count() < everything


def test_escape_leaves_everything_as_it_was(open_page: OpenPage) -> None:
    page = opened(open_page)
    before = query_of(page)
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert query_of(page) == before


def test_a_formula_to_type_starts_from_the_servers_example(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.click(".picker-item[value=formula]")
    page.locator("[name=formula]").wait_for()
    assert "x" in page.input_value("[name=formula]")
    wait_for_state(page, "playing")


def test_the_welcomes_own_learning_rates_stay_behind_with_its_surface(open_page: OpenPage) -> None:
    page = open_page("/?view=contour")
    wait_for_query(page, surface="himmelblau")
    assert query_of(page)["a.lr"] == "0.01"
    page.click("[data-open=picker]")
    page.fill(".picker input[type=search]", "rosen")
    page.keyboard.press("Enter")
    wait_for_query(page, surface="rosenbrock", a="gd", a__lr=None, b__lr=None)


def test_a_curve_takes_the_place_of_a_map_and_the_map_that_of_the_curve(open_page: OpenPage) -> None:
    page = opened(open_page)
    for surface, view in (("parabola", "curve"), ("booth", "contour"), ("parabola", "curve")):
        if not page.locator("dialog[open]").count():
            page.click("[data-open=picker]")
        page.click(f".picker-item[value={surface}]")
        page.locator(f".view-{view}").wait_for()
        page.wait_for_timeout(100)
