"""The gallery as a visitor uses it: searched, and played where it stands."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def test_cards_are_found_by_their_words_and_one_plays_in_the_place_of_its_picture(
    open_page: OpenPage,
) -> None:
    page = open_page("/gallery", drawn=False)
    page.fill("[name=find]", "polyak heavy ball")
    cards = page.locator(".work:visible")
    expect(cards).to_have_count(1)
    expect(cards).to_contain_text("Momentum")
    page.fill("[name=find]", "nothing of the kind")
    expect(page.get_by_text("Nothing here has that")).to_be_visible()
    expect(cards).to_have_count(0)
    page.fill("[name=find]", "himmelblau")
    card = page.locator("#surface-himmelblau")
    assert card.locator("img").evaluate("async (image) => (await image.decode(), image.naturalWidth)") == 480
    card.locator("[data-action=play]").click()
    frame = card.frame_locator("iframe")
    expect(frame.locator("body[data-state=playing], body[data-state=ended]")).to_be_attached(timeout=20_000)
    assert page.url.endswith("/gallery")
    assert page.evaluate("history.length") <= 2


def test_a_card_opens_what_its_picture_shows(open_page: OpenPage) -> None:
    page = open_page("/gallery", drawn=False)
    page.locator("#surface-parabola .work-open .button").click()
    page.wait_for_function("() => document.body.dataset.ready === 'true'")
    assert "surface=parabola&steps=200&a=gd" in page.url
    expect(page.locator("[data-out=surface-name]")).to_have_text("Parabola")
