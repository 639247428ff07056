"""A page of the real server in a real browser, watched: whatever it complains of fails the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests import chromium
from tests.browser.lecturing import Lecturer
from tests.conftest import CHROMIUM_FLAGS, NO_CHROMIUM

if TYPE_CHECKING:
    from playwright.sync_api import (
        Browser,
        BrowserContext,
        ConsoleMessage,
        Page,
        Playwright,
        Request,
        Response,
    )

PATIENCE_MS = 20_000  # a busy machine is no fault of the page
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
REPORT_POLICY = """
addEventListener("securitypolicyviolation", (event) =>
    console.error("refused by the security policy:", event.violatedDirective, event.blockedURI));
"""

# What a page can have of its own in a context that others share; what else is asked for, one that lasts has.
BY_PAGE = {"viewport", "color_scheme", "reduced_motion"}
LASTING = {frozenset(): "desktop", frozenset({"has_touch", "is_mobile"}): "phone"}
# Chromium draws in three dimensions by the processor here: three times the work of all the rest of a page.
FLAT = """{
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
        return kind.startsWith("webgl") ? null : getContext.call(this, kind, ...more);
    };
}
"""

# A page that neither https nor this machine brought has no worker; where a context lasts, one would last too.
NO_WORKER = "delete Navigator.prototype.serviceWorker;"

OpenPage = Callable[..., "Page"]


def watch(page: Page, server: str, complaints: list[str], refusals: Sequence[int | str]) -> None:
    """Collect what a reader's console would show in red, requests that failed, and requests that left.

    refusals: answers like others, such as 422, and lost connections by the browser's name for them; that it
    prints them in red is not the page's doing.
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
            complaints.append(f"{said.text} ({said.location['url']})")

    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("console", on_console)
    page.on("request", on_request)
    page.on("response", on_response)


def wait_until_drawn(page: Page) -> None:
    page.wait_for_function("() => document.body.dataset.ready === 'true'", timeout=3 * PATIENCE_MS)


@pytest.fixture(scope="session")
def chrome() -> Iterator[Playwright]:
    """Playwright; tests that need it are skipped, loudly, where there is no Chromium."""
    if chromium.find() is None:
        pytest.skip(NO_CHROMIUM)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def desktop(
    chrome: Playwright, server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """The context that most tests share, in a headless Chromium of this process."""
    context = lasting(chrome, tmp_path_factory.mktemp("desktop"), viewport=DESKTOP, base_url=server)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context
    context.close()


@pytest.fixture(scope="session")
def phone(
    chrome: Playwright, server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """The same for a phone."""
    context = lasting(chrome, tmp_path_factory.mktemp("phone"), base_url=server, **PHONE)
    yield context
    context.close()


def lasting(chrome: Playwright, profile: Path, **options: Any) -> BrowserContext:
    """A context with a profile on the disk.

    Only there does Chromium keep scripts compiled: without, each page would compile plotly.js anew.
    """
    program = chromium.find()
    return chrome.chromium.launch_persistent_context(
        profile, executable_path=program, args=CHROMIUM_FLAGS, **options
    )


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


def shared_by(path: str, options: dict[str, Any]) -> str:
    """The lasting context that a page with these options may share; empty where it needs one of its own.

    A first visit is one only where nobody has been before, and what else is asked for can't be put on a page.
    """
    if options and path == "/":
        return ""
    return LASTING.get(frozenset(options) - BY_PAGE, "")


@pytest.fixture
def lecturer(server: str) -> Iterator[Lecturer]:
    """The lecturer of a room that is open."""
    lecturer = Lecturer(server)
    yield lecturer
    lecturer.http.close()


@pytest.fixture
def open_page(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Opens a path and waits until it is drawn.

    `init` is a script to run before the page's own; further options (a phone, dark colours, reduced motion)
    open a context of their own where no lasting one has them. Only a test marked `deep` has a browser that
    can draw in three dimensions.
    """
    flat = "" if request.node.get_closest_marker("deep") else FLAT
    complaints: list[str] = []
    opened: list[Page | BrowserContext] = []

    def context_for(path: str, options: dict[str, Any]) -> BrowserContext:
        if name := shared_by(path, options):
            return request.getfixturevalue(name)
        context = browser.new_context(**{"viewport": DESKTOP, "base_url": server, **options})
        opened.append(context)
        return context

    def open_path(
        path: str = "/",
        *,
        drawn: bool = True,
        init: str = "",
        refusals: Sequence[int | str] = (422,),
        **options: Any,
    ) -> Page:
        page = context_for(path, options).new_page()
        opened.append(page)
        page.emulate_media(**{name: options.get(name) for name in ("color_scheme", "reduced_motion")})
        if "viewport" in options:
            page.set_viewport_size(options["viewport"])
        page.set_default_timeout(PATIENCE_MS)
        alone = "" if page.context in opened else NO_WORKER
        page.add_init_script(REPORT_POLICY + flat + alone + init)
        watch(page, server, complaints, refusals)
        page.goto(path)
        if drawn:
            wait_until_drawn(page)
        return page

    yield open_path
    for thing in reversed(opened):
        thing.close()
    assert not complaints
