"""A lesson read in a browser: words and symbols light up together, an answer unfolds, a figure plays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.test_accessibility import found

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def lit(step: Locator) -> list[str]:
    names = step.locator(".lit").evaluate_all("(all) => all.map((one) => one.dataset.symbol)")
    return sorted(set(names))


def wait_until_played(page: Page) -> None:
    frame = page.frames[1]
    frame.wait_for_function("() => document.body.dataset.ready === 'true'")
    frame.wait_for_function("() => Number(document.querySelector('[name=step]').value) > 0")


def test_a_lesson_is_read_and_played(open_page: OpenPage) -> None:
    page = open_page("/lessons/derivative")
    step = page.locator("#step-3")
    rate = step.get_by_role("button", name="a small number")
    rate.hover()
    assert lit(step) == ["lr"]
    assert step.locator("math .lit").count() == 1
    step.locator('math [data-symbol="df_dw"]').hover()
    assert lit(step) == []
    step.locator('math [data-symbol="lr"]').hover()
    assert lit(step) == ["lr"]
    expect(rate).to_have_class("term lit-with lit")
    page.mouse.move(0, 0)
    assert lit(step) == []

    rate.focus()
    assert lit(step) == ["lr"]
    rate.press("Enter")
    rate.blur()
    assert lit(step) == ["lr"]
    expect(rate).to_have_attribute("aria-pressed", "true")
    rate.press(" ")
    rate.blur()
    assert lit(step) == []

    answer = step.locator("details .words")
    expect(answer).to_be_hidden()
    step.locator("summary").click()
    expect(answer).to_be_visible()
    expect(answer).to_contain_text("0.2")

    page.locator("#step-1 iframe").scroll_into_view_if_needed()
    page.frame_locator("#step-1 iframe").locator("[data-action=play]").click()
    wait_until_played(page)
    assert page.url.endswith("/lessons/derivative")


def test_what_a_word_speaks_of_lights_up_in_the_figure(open_page: OpenPage) -> None:
    page = open_page("/lessons/derivative")
    first, third = page.locator("#step-1"), page.locator("#step-3")
    for step in (first, third):
        step.locator("iframe").scroll_into_view_if_needed()
        step.frame_locator("iframe").locator("[data-action=play]").click()
        step.frame_locator("iframe").locator("body[data-ready]").wait_for()
    pictures = third.frame_locator("iframe").locator("body")
    third.get_by_role("button", name="One goes up").hover()
    expect(pictures).to_have_attribute("data-lit", "run")
    page.mouse.move(0, 0)
    expect(pictures).not_to_have_attribute("data-lit", "run")

    axis = first.frame_locator("iframe").locator(".picture-flat .ytitle")
    expect(axis).to_have_css("font-size", "12px")
    first.get_by_role("button", name="a weight").click()
    expect(axis).to_have_css("font-size", "16px")
    page.mouse.move(0, 0)
    expect(axis).to_have_css("font-size", "16px")


def test_on_a_phone_the_data_stand_below_the_map(open_page: OpenPage) -> None:
    page = open_page("/lessons/line", **PHONE)
    page.locator("#step-1 iframe").scroll_into_view_if_needed()
    frame = page.frame_locator("#step-1 iframe")
    frame.locator("[data-action=play]").tap()
    places = [frame.locator(f".picture-{name}").bounding_box() for name in ("flat", "fit")]
    assert places[0]
    assert places[1]
    assert places[0]["y"] + places[0]["height"] <= places[1]["y"] + 1
    assert min(place["height"] for place in places if place) > 200


def test_a_finger_lights_what_it_presses(open_page: OpenPage) -> None:
    page = open_page("/lessons/beyond", **PHONE)
    step = page.locator("#step-1")
    step.locator('math [data-symbol="lr"]').tap()
    assert lit(step) == ["lr"]
    step.get_by_role("button", name="its velocity").tap()
    assert "v" in lit(step)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["viewport"]["width"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_list_and_a_lesson_break_no_rule(open_page: OpenPage, theme: str) -> None:
    for path in ("/lessons", "/lessons/beyond"):
        page = open_page(path, drawn=False, color_scheme=theme)
        page.evaluate("document.querySelector('.term')?.click()")
        page.evaluate("document.querySelectorAll('iframe').forEach((one) => one.remove())")
        assert not found(page), path
