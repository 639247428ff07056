"""A stage with a room open on it, for tests: what its lecturer presses, and what is read there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.browser.audience import Audience
from tests.browser.conftest import OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Page

LESSON = "/present/learning-rate"
# Once for each tab: a reload finds what the page has kept, another test does not.
FRESH = "if (!sessionStorage.fresh) { localStorage.clear(); sessionStorage.fresh = 'yes'; }"


def stage(open_page: OpenPage, path: str = LESSON, **options: Any) -> Page:
    page = open_page(path, init=FRESH, **options)
    page.locator(".lecture[data-part]").wait_for(state="attached")
    return page


def opened(open_page: OpenPage, server: str, path: str = LESSON, **options: Any) -> tuple[Page, Audience]:
    """A stage with a room, and those who follow it."""
    page = stage(open_page, path, **options)
    page.keyboard.press("o")
    page.locator(".join-code").wait_for()
    audience = Audience(server, page)
    page.keyboard.press("j")
    audience.until(lambda room: room["stage"])
    return page, audience


def asking(page: Page, phase: str) -> None:
    page.wait_for_function("(phase) => document.body.dataset.asking === phase", arg=phase)


def badge(page: Page) -> Any:
    return page.locator(".room-badge")


def ask(page: Page, kind: str) -> None:
    """Ask something that the step has not ready."""
    page.keyboard.press("A")
    page.locator(f".ask-sheet .segments [value={kind}]").click()
    page.locator(".ask-sheet [type=submit]").click()
