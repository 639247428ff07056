"""The page in the hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.reading import wait_for_query, wait_for_state


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


@pytest.mark.deep
def test_each_panel_is_one_touch_away(open_page: OpenPage) -> None:
    page = opened(open_page)
    panels = {
        "runs": ".card",
        "surface": ".view-surface",
        "loss": ".view-loss",
        "table": ".view-table",
        "about": "[data-section=slope] h2",
    }
    for tab, inside in panels.items():
        page.tap(f".tabs [value={tab}]")
        page.locator(inside).first.wait_for()
        assert page.locator(".picture-flat").is_visible()


def test_a_link_to_an_explanation_opens_it(open_page: OpenPage) -> None:
    for explain in ("slope", "step"):
        page = open_page(f"/?surface=booth&a=gd&step=3&explain={explain}", **PHONE)
        page.locator(f"[data-section={explain}] h2").wait_for()
        page.tap(".tabs [value=runs]")
        page.locator(".card").first.wait_for()


def test_where_a_slope_is_looked_at_the_start_is_no_lid_on_it(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&step=0&explain=slope", **PHONE)
    page.locator("[data-section=slope] h2").wait_for()
    fill = "() => getComputedStyle(document.querySelector('.view-start'), '::before').backgroundColor"
    page.wait_for_function(f"() => ({fill})() === 'rgba(0, 0, 0, 0)'")
    page.tap(".tabs [value=runs]")
    page.wait_for_function(f"() => ({fill})() !== 'rgba(0, 0, 0, 0)'")


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


def test_more_holds_the_bars_actions_by_touch_and_by_keyboard(open_page: OpenPage) -> None:
    page = opened(open_page)
    menu, more = page.locator("#bar-actions"), page.locator("[data-action=more]")
    expect(menu).to_be_hidden()
    page.tap("[data-action=more]")
    for action in ("examples", "undo", "redo", "share", "theme", "help"):
        button = page.locator(f".bar [data-action={action}]")
        expect(button).to_be_visible()
        box = button.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["height"] >= 40
    page.tap("[data-action=theme]")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(more).to_be_focused()
    more.press("Enter")
    expect(page.locator(".bar [data-action=examples]")).to_be_focused()
    page.locator(".bar [data-action=help]").press("Enter")
    expect(page.locator("#help-title")).to_be_visible()
    expect(menu).to_be_hidden()
    page.keyboard.press("Escape")
    expect(more).to_be_focused()


def test_undo_is_in_reach_on_a_phone(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.select_option("[name=a]", "momentum")
    wait_for_query(page, a="momentum")
    page.tap("[data-action=more]")
    page.tap(".bar [data-action=undo]")
    wait_for_query(page, a="gd")
    expect(page.locator("#bar-actions")).to_be_visible()
    page.touchscreen.tap(100, 200)
    expect(page.locator("#bar-actions")).to_be_hidden()


def test_the_tour_leaves_the_transport_free(open_page: OpenPage) -> None:
    page = opened(open_page)
    page.tap("[data-action=more]")
    page.tap(".bar [data-action=help]")
    page.tap("[data-action=tour]")
    card = page.get_by_role("dialog", name="Tour of the page")
    while "A run: an optimizer" not in card.inner_text():
        page.keyboard.press("ArrowRight")
    box, transport = card.bounding_box(), page.locator(".transport").bounding_box()
    assert box
    assert transport
    assert box["y"] + box["height"] <= transport["y"]


def test_the_numbers_of_the_colour_bar_stand_apart(open_page: OpenPage) -> None:
    page = open_page("/?surface=rosenbrock&a=gd&step=1&steps=20", **PHONE)
    gaps = page.evaluate("""() => {
      const seen = [...document.querySelectorAll(".view-legend-labels span")].filter((one) => !one.hidden);
      const boxes = seen.map((one) => one.getBoundingClientRect());
      return boxes.slice(1).map((box, k) => box.left - boxes[k].right);
    }""")
    assert gaps
    assert min(gaps) >= 5
