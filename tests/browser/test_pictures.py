"""The pictures: where a start is put, what is shown, and what replaces what."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.reading import (
    drag,
    paths,
    query_of,
    step,
    table,
    wait_for_query,
    wait_for_state,
    wait_for_table,
)

NO_WEBGL = """
const getContext = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
  return String(kind).includes("webgl") ? null : getContext.call(this, kind, ...more);
};
"""


def start_of(page: Page) -> tuple[float, float]:
    x, y = query_of(page)["start"].split(",")
    return float(x), float(y)


def test_the_start_is_dragged_and_the_path_follows(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&start=-4,4&a=gd&step=100&view=contour")
    before = paths(page)
    drag(page, ".view-contour .view-start", 120, 80)
    page.wait_for_function(
        """() => {
          const fields = ["x", "y"].map((name) => document.querySelector(`[name='start:${name}']`).value);
          const start = new URLSearchParams(location.search).get("start");
          return start !== "-4,4" && start === fields.join();
        }"""
    )
    x, y = start_of(page)
    assert x > -4
    assert y < 4
    assert paths(page) != before


def test_a_click_on_the_map_puts_the_start_there(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&start=-4,4&a=gd&view=contour")
    box = page.locator(".view-contour .view-stage").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6)
    page.wait_for_function("() => !location.search.includes('start=-4,4')")
    wait_for_state(page, "playing")


def test_the_start_moves_by_arrow_keys(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&start=-4,4&a=gd&step=10&view=contour")
    page.locator(".view-contour .view-start").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => !location.search.includes('start=-4,4')")
    assert start_of(page)[0] > -4
    assert step(page) == 10


@pytest.mark.deep
def test_a_run_with_its_own_start_has_its_own_ring(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&start=-4,4&a=gd&b=adam&b.start=3,-3&step=10&view=contour")
    drag(page, ".view-contour .view-start[data-run=b]", -60, 0)
    page.wait_for_function(
        "() => Number(new URLSearchParams(location.search).get('b.start').split(',')[0]) < 3"
    )
    assert query_of(page)["start"] == "-4,4"


@pytest.mark.deep
def test_one_variable_shows_the_curve_instead(open_page: OpenPage) -> None:
    page = open_page("/?surface=parabola&a=gd&step=5")
    assert page.locator(".view-curve").is_visible()
    assert not page.locator("[data-mount=surface]").is_visible()
    assert page.locator("fieldset[name=start] input").count() == 1
    assert paths(page) > 50


def test_from_two_variables_to_one_and_back(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&step=5")
    page.click("[data-open=picker]")
    page.click(".picker-item[value=parabola]")
    page.locator(".view-curve").wait_for()
    wait_for_query(page, surface="parabola", step=None)
    page.go_back()
    page.locator(".view-contour").wait_for()
    assert page.locator("[data-mount=surface]").is_visible()


@pytest.mark.deep
def test_each_picture_can_have_the_room_alone(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&step=5")
    page.click("[data-choice=view] [value=contour]")
    assert not page.locator("[data-mount=surface]").is_visible()
    wide = page.locator("[data-mount=flat]").bounding_box()
    page.click("[data-choice=view] [value=surface]")
    assert not page.locator("[data-mount=flat]").is_visible()
    assert wide
    assert wide["width"] > 900


def test_without_webgl_the_map_takes_the_room_and_says_why(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&step=5", init=NO_WEBGL)
    assert "WebGL" in page.inner_text("[data-mount=surface]")
    box = page.locator("[data-mount=flat]").bounding_box()
    assert box
    assert box["width"] > 900
    assert paths(page) > 50


def test_without_webgl_a_link_to_the_3d_view_shows_the_map_and_leads_nowhere_else(
    open_page: OpenPage,
) -> None:
    page = open_page("/?surface=booth&a=gd&step=5&view=surface", init=NO_WEBGL)
    assert page.locator(".view-contour").is_visible()
    assert paths(page) > 50
    assert not page.locator("[data-choice=view]").is_visible()
    assert page.locator("[data-full-screen=surface]").count() == 0
    assert "WebGL" in page.inner_text("[data-mount=surface]")
    assert query_of(page)["view"] == "surface"


def test_without_webgl_a_phone_has_no_panel_for_it(open_page: OpenPage) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = open_page("/?surface=booth&a=gd&step=5&view=surface", init=NO_WEBGL, **phone)
    assert page.locator(".view-contour").is_visible()
    assert not page.locator(".tabs [value=surface]").is_visible()
    assert not page.locator("[data-mount=surface]").is_visible()


def test_the_theme_switches_every_picture(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&step=30&view=contour")
    light = page.locator(".view-contour").screenshot()
    page.click("[data-action=theme]")
    page.wait_for_function("() => document.documentElement.dataset.theme === 'dark'")
    assert page.locator(".view-contour").screenshot() != light
    assert page.inner_text("[data-action=theme]") == "Light"


def test_the_system_decides_the_theme_until_the_reader_does(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&view=contour", color_scheme="dark")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.emulate_media(color_scheme="light")
    page.wait_for_function("() => document.documentElement.dataset.theme === 'light'")


def test_a_diverging_run_says_so_and_the_others_go_on(open_page: OpenPage) -> None:
    page = open_page("/?surface=rosenbrock&start=-1.5,2&a=gd&a.lr=0.05&b=adam&speed=2000&view=contour")
    wait_for_state(page, "ended")
    diverged, adam = table(page)
    assert "Diverged" in diverged
    assert "300" in adam
    page.click("[data-action=follow]")
    assert page.get_attribute("[data-action=follow]", "aria-pressed") == "true"


def test_explanations_show_formulas_as_mathematics(open_page: OpenPage) -> None:
    page = open_page("/?surface=rosenbrock&a=adam&step=3&view=contour")
    page.click("[data-action=explain]")
    page.get_by_role("button", name="Surface and rules").click()
    about = page.locator("[data-section=about]")
    about.get_by_text("Gradient", exact=True).wait_for()
    assert about.locator("math").count() > 6
    assert about.locator("math").first.bounding_box()
    wait_for_table(page, "Adam")
