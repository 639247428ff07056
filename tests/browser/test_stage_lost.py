"""A room's stage whose server is slow, or gone: nothing happens twice, and the lecture goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.roomstage import asking, badge, opened, stage

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

GONE = (422, 503)


def part(page: Page) -> str | None:
    return page.locator(".lecture").get_attribute("data-part")


def fails(route: Route) -> None:
    route.fulfill(status=503, json={"detail": "Out of order."})


def test_a_question_does_not_hold_the_lecture_when_its_server_is_gone(
    open_page: OpenPage, server: str
) -> None:
    page, audience = opened(open_page, server, refusals=GONE)
    page.keyboard.press("a")
    asking(page, "open")
    page.route("**/api/rooms/**", fails)
    problem, onward = page.locator(".question-problem"), page.locator(".question-actions .primary")
    page.keyboard.press("PageDown")
    expect(problem).to_have_text("Out of order.")
    expect(onward).to_have_text("Close the answers")
    page.keyboard.press("PageDown")
    expect(onward).to_have_text("Put it away and go on")
    page.keyboard.press("PageDown")
    asking(page, "")
    expect(page.locator(".question")).to_be_hidden()
    page.keyboard.press("PageDown")
    assert part(page) == "text"
    page.unroute("**/api/rooms/**")
    audience.until(lambda room: room["activity"]["state"] == "away")
    asking(page, "")

    page.keyboard.press("a")
    asking(page, "open")
    page.route("**/api/rooms/**", fails)
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    asking(page, "")
    expect(page.locator("[data-out=title]")).to_have_text("Too large")
    expect(page.locator(".question")).to_be_hidden()
    page.unroute("**/api/rooms/**")
    audience.until(lambda room: room["activity"]["state"] == "away")


def test_what_is_pressed_while_a_call_is_on_its_way_happens_once(open_page: OpenPage, server: str) -> None:
    page = stage(open_page)
    held: list[Route] = []
    page.route("**/api/rooms", lambda route: held.append(route))
    page.keyboard.press("o")
    page.keyboard.press("o")
    page.wait_for_timeout(200)
    assert len(held) == 1
    held.pop().continue_()
    page.locator(".join-code").wait_for()
    page.unroute("**/api/rooms")


def test_a_step_that_could_not_be_asked_is_asked_by_the_next_press(open_page: OpenPage, server: str) -> None:
    page, audience = opened(open_page, server, refusals=GONE)
    with audience.followed(1):
        expect(badge(page)).to_contain_text("1 here")
        page.route("**/activities", fails)
        page.keyboard.press("PageDown")
        expect(page.locator(".toast")).to_have_text("Out of order.")
        assert part(page) == "ask"
        page.unroute("**/activities")
        held: list[Route] = []
        page.route("**/activities", lambda route: held.append(route))
        for key in ("PageDown", "PageDown", "a", "A"):
            page.keyboard.press(key)
        page.wait_for_timeout(200)
        assert (len(held), part(page)) == (1, "ask")
        expect(page.locator(".ask-sheet")).to_be_hidden()
        held.pop().continue_()
        asking(page, "open")
        page.keyboard.press("x")
        asking(page, "")


def test_a_key_that_is_held_down_goes_on_once(open_page: OpenPage) -> None:
    page = stage(open_page)
    for key in ("PageDown", "ArrowDown"):
        page.keyboard.press("Home")
        page.keyboard.down(key)
        page.keyboard.down(key)
        page.keyboard.up(key)
        assert part(page) == "text", key
    page.keyboard.down("Shift")
    for _ in range(3):
        page.keyboard.down("ArrowRight")
    page.keyboard.up("ArrowRight")
    page.keyboard.up("Shift")
    assert page.locator("[name=step]").input_value() == "3"
