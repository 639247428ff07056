"""The page about the API in a browser: read on a phone, found by its contents, copied from."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PHONE, OpenPage
from tests.browser.test_accessibility import found

pytestmark = pytest.mark.browser

WIDTH = "document.documentElement.scrollWidth"


def test_a_program_is_copied_at_a_press_and_runs_as_it_is(open_page: OpenPage) -> None:
    page = open_page("/api/docs", drawn=False)
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="/point", exact=True).click()
    article = page.locator("#get-point")
    assert page.url.endswith("#get-point")
    assert 0 <= article.bounding_box()["y"] < 100  # type: ignore[index]
    for label in ("curl", "Python"):
        block = article.locator("[data-code]").filter(has_text=label).first
        button = block.get_by_role("button")
        button.click()
        page.wait_for_function("(it) => it.textContent === 'Copied'", arg=button.element_handle())
        assert page.evaluate("navigator.clipboard.readText()") == block.locator("pre").text_content()
    assert all(button.is_visible() for button in article.get_by_role("button").all())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_sticks_out_and_the_contents_unfold(open_page: OpenPage, scheme: str) -> None:
    page = open_page("/api/docs", drawn=False, color_scheme=scheme, **PHONE)
    assert page.evaluate(WIDTH) == PHONE["viewport"]["width"]  # type: ignore[index]
    page.locator(".contents-folded summary").click()
    page.locator(".contents-folded").get_by_role("link", name="Streams").click()
    page.wait_for_function("() => location.hash === '#streams'")
    assert 0 <= page.locator("#streams").bounding_box()["y"] < 100  # type: ignore[index]
    assert not found(page)


def test_with_a_keyboard_alone_the_text_is_a_press_away_and_axe_is_content(open_page: OpenPage) -> None:
    page = open_page("/api/docs", drawn=False)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/api/docs#begin")
    assert not found(page)
