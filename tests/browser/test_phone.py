"""The page in the hand."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.conftest import OpenPage
from tests.browser.reading import wait_for_query, wait_for_state

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def opened(open_page: OpenPage) -> Page:
    page = open_page("/?surface=booth&a=gd&b=adam&step=20", **PHONE)
    wait_for_state(page, "paused")
    return page


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["y"] + box["height"]


def test_the_map_comes_first_and_the_transport_lies_under_the_thumb(open_page: OpenPage) -> None:
    page = opened(open_page)
    assert bottom(page, ".bar") <= 60
    assert bottom(page, ".picture-flat") <= 460
    assert 740 < bottom(page, "[data-action=play]") <= 844
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_each_panel_is_one_touch_away(open_page: OpenPage) -> None:
    page = opened(open_page)
    panels = {
        "runs": ".card",
        "surface": ".view-surface",
        "loss": ".view-loss",
        "table": ".view-table",
        "about": "#about h2",
    }
    for tab, inside in panels.items():
        page.tap(f".tabs [value={tab}]")
        page.locator(inside).first.wait_for()
        assert page.locator(".picture-flat").is_visible()


def test_a_tap_on_the_map_puts_the_start_there(open_page: OpenPage) -> None:
    page = opened(open_page)
    box = page.locator(".picture-flat .view-stage").bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.4)
    page.wait_for_function("() => new URLSearchParams(location.search).has('start')")


def test_what_is_touched_is_large_enough(open_page: OpenPage) -> None:
    page = opened(open_page)
    for selector in (
        "[data-action=play]",
        "[data-action=back]",
        ".tabs button",
        "[name=a]",
        "[name='a.lr']",
        "[data-for='a.lr']",
    ):
        box = page.locator(selector).first.bounding_box()
        assert box
        assert box["height"] >= 36


def test_the_picker_fills_the_screen(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.tap("[data-open=picker]")
    box = page.locator("dialog[open]").bounding_box()
    assert box
    assert box["width"] == 390
    page.tap(".picker-item[value=himmelblau]")
    wait_for_query(page, surface="himmelblau")
