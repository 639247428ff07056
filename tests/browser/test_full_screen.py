"""One picture on the whole screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import wait_for_state

PANELS = {"flat": ".view-contour", "surface": ".view-surface", "loss": ".view-loss", "table": ".view-table"}


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page("/?surface=booth&a=gd&a.lr=0.01&steps=20&step=20")


def width(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    return box["width"] if box else 0.0


@pytest.mark.deep
def test_each_picture_fills_the_screen_with_the_transport_under_it_and_escape_leaves(page: Page) -> None:
    for name, selector in PANELS.items():
        page.click(f"[data-full-screen={name}]")
        page.wait_for_function("() => document.fullscreenElement !== null")
        expect(page.locator(selector)).to_be_visible()
        assert width(page, selector) > 1380
        expect(page.locator("[data-action=play]")).to_be_visible()
        hidden = [other for key, other in PANELS.items() if key != name]
        assert all(not page.locator(other).is_visible() for other in hidden)
        page.click(f"[data-full-screen={name}]")
        page.wait_for_function("() => document.fullscreenElement === null")
        assert all(page.locator(other).is_visible() for other in PANELS.values())


@pytest.mark.deep
def test_map_and_3d_tell_whose_colour_is_whose_and_keep_the_arrows_in_reach(page: Page) -> None:
    names = page.locator(".names")
    expect(names).to_be_hidden()
    for name in ("flat", "surface"):
        page.click(f"[data-full-screen={name}]")
        expect(names).to_be_visible()
        expect(names.locator("li")).to_have_text(["Gradient descent, lr 0.01"])
        page.click("[data-menu=arrows] summary")
        page.click("[name=arrow-gradient]")
        page.keyboard.press("Escape")
        page.click(f"[data-full-screen={name}]")
    expect(names).to_be_hidden()


def test_on_a_phone_a_focus_does_not_move_the_map(open_page: OpenPage) -> None:
    page = open_page(
        "/?surface=booth&a=gd&steps=20&step=20", viewport={"width": 390, "height": 844}, has_touch=True
    )
    page.locator("[data-full-screen=flat]").focus()
    assert page.locator(".picture-flat").evaluate("(picture) => picture.scrollTop") == 0
    page.tap("[data-full-screen=flat]")
    expect(page.locator(".names li")).to_be_visible()


def test_the_map_is_drawn_anew_in_its_new_size_and_keys_still_play(page: Page) -> None:
    page.locator(".view-loss").hover()
    page.keyboard.press("f")
    page.wait_for_function("() => document.body.dataset.full === 'loss'")
    page.wait_for_function("() => document.querySelector('.view-loss .main-svg').clientWidth > 1380")
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    wait_for_state(page, "ended")


def test_without_the_browsers_full_screen_it_fills_the_window_and_escape_leaves(page: Page) -> None:
    page.evaluate("() => (document.documentElement.requestFullscreen = undefined)")
    page.click("[data-full-screen=flat]")
    assert width(page, ".view-contour") > 1380
    page.keyboard.press("Escape")
    expect(page.locator(".view-loss")).to_be_visible()
    expect(page.locator("[data-full-screen=flat]")).to_have_text("Full screen")
