"""The tour of the page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reading import wait_for_state


def tour(page: Page) -> set[str]:
    """Go through it to its end; each stop has something to say of what it frames. What they say."""
    card = page.get_by_role("dialog", name="Tour of the page")
    told = set()
    for _ in range(14):
        if not card.is_visible():
            break
        box, frame = card.bounding_box(), page.locator(".tour-frame").bounding_box()
        assert box
        assert frame
        size = page.viewport_size or {}
        assert 0 <= box["x"] <= size["width"] - box["width"]
        assert 0 <= box["y"] <= size["height"] - box["height"]
        assert frame["width"] > 30
        told.add(card.locator("p").inner_text())
        page.keyboard.press("ArrowRight")
    assert not card.is_visible()
    assert len(told) >= 6
    return told


def test_a_stranger_is_offered_a_tour_once(open_page: OpenPage) -> None:
    page = open_page("/", viewport={"width": 1440, "height": 900})
    offer = page.get_by_role("complementary", name="Tour of the page")
    expect(offer).to_contain_text("New here? A tour takes two minutes.")
    wait_for_state(page, "playing")
    offer.get_by_role("button", name="Show me").click()
    expect(offer).to_have_count(0)
    tour(page)
    page.goto("/")
    page.wait_for_function("() => document.body.dataset.ready === 'true'")
    expect(offer).to_have_count(0)


def test_a_tour_is_declined_called_back_from_help_and_skipped(open_page: OpenPage) -> None:
    page = open_page("/?view=contour", viewport={"width": 1440, "height": 900})
    page.get_by_role("button", name="No, thanks").click()
    page.keyboard.press("?")
    page.get_by_role("button", name="Take the tour of two minutes").click()
    card = page.get_by_role("dialog", name="Tour of the page")
    expect(card).to_contain_text("1 of 10")
    page.get_by_role("button", name="Next").click()
    expect(card).to_contain_text("2 of 10")
    page.get_by_role("button", name="Back", exact=True).first.click()
    card.get_by_role("button", name="Skip the tour").click()
    expect(card).to_be_hidden()


def test_who_comes_by_a_link_is_not_stopped(open_page: OpenPage) -> None:
    page = open_page("/?surface=booth&a=gd&view=contour", viewport={"width": 1440, "height": 900})
    assert page.get_by_role("complementary", name="Tour of the page").count() == 0


def test_on_a_phone_a_stop_opens_the_panel_that_it_is_about(open_page: OpenPage) -> None:
    page = open_page("/", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="Show me").tap()
    told = " ".join(tour(page))
    assert "The slope says which way is uphill and how steep; each step goes the other way." in told
    assert "click" not in told
    assert "arrow keys" not in told
