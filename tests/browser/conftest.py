"""A page of the real server in a real browser, watched: whatever it complains of fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests import chromium
from tests.conftest import CHROMIUM_FLAGS, NO_CHROMIUM

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

DESKTOP = {"width": 1440, "height": 900}
REPORT_POLICY = """
addEventListener("securitypolicyviolation", (event) =>
    console.error("refused by the security policy:", event.violatedDirective, event.blockedURI));
"""

OpenPage = Callable[..., "Page"]


def watch(page: Page, server: str, complaints: list[str], refusals: Sequence[int]) -> None:
    """Collect what a reader's console would show in red, requests that failed, and requests that left.

    refusals: answers like others, such as 422; that the browser prints them in red is not the page's doing.
    """
    ours = urlsplit(server).netloc

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme.startswith("http") and address.netloc != ours:
            complaints.append(f"left the machine: {request.url}")

    def on_response(answer: Response) -> None:
        if answer.status >= 400 and answer.status not in refusals:
            complaints.append(f"{answer.status}: {answer.url}")

    def on_console(said: ConsoleMessage) -> None:
        if said.type == "error" and not any(str(status) in said.text for status in refusals):
            complaints.append(said.text)

    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("console", on_console)
    page.on("request", on_request)
    page.on("response", on_response)


def wait_until_drawn(page: Page) -> None:
    page.wait_for_function("() => document.body.dataset.ready === 'true'")


@pytest.fixture(scope="session")
def desktop(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """The context that most tests share, in the one headless Chromium of this process.

    It has a profile on the disk, for only there does Chromium keep scripts compiled: without, each page
    would compile plotly.js anew. Tests that need it are skipped, loudly, where there is no Chromium.
    """
    program = chromium.find()
    if program is None:
        pytest.skip(NO_CHROMIUM)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path_factory.mktemp("profile"),
            executable_path=program,
            args=CHROMIUM_FLAGS,
            viewport=DESKTOP,
            base_url=server,
            permissions=["clipboard-read", "clipboard-write"],
        )
        yield context
        context.close()


@pytest.fixture(scope="session")
def browser(desktop: BrowserContext) -> Browser:
    """Where tests open a context of their own."""
    assert desktop.browser
    return desktop.browser


@pytest.fixture(scope="module")
def page(desktop: BrowserContext) -> Iterator[Page]:
    """A page of the server that has no modules running of its own."""
    page = desktop.new_page()
    page.goto("/api/docs")
    yield page
    page.close()


@pytest.fixture
def open_page(browser: Browser, desktop: BrowserContext, server: str) -> Iterator[OpenPage]:
    """Opens a path and waits until it is drawn.

    `init` is a script to run before the page's own; further options (a phone, dark colours) open a
    context of their own.
    """
    complaints: list[str] = []
    opened: list[Page | BrowserContext] = []

    def open_path(
        path: str = "/",
        *,
        drawn: bool = True,
        init: str = "",
        refusals: Sequence[int] = (422,),
        **options: Any,
    ) -> Page:
        context = desktop
        if options:
            context = browser.new_context(**{"viewport": DESKTOP, "base_url": server, **options})
            opened.append(context)
        page = context.new_page()
        opened.append(page)
        page.set_default_timeout(20_000)
        page.add_init_script(REPORT_POLICY + init)
        watch(page, server, complaints, refusals)
        page.goto(path)
        if drawn:
            wait_until_drawn(page)
        return page

    yield open_path
    for thing in reversed(opened):
        thing.close()
    assert not complaints
