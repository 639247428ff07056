"""The run as one file: opened from a disk, without a server, it plays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

Opened = Callable[[str], tuple]


@pytest.fixture
def open_file(open_page: OpenPage, server: str, tmp_path: Path) -> Opened:
    """The exported page, opened from the disk, and every address that it asked for."""

    def opened(query: str) -> tuple:
        path = tmp_path / "run.html"
        path.write_bytes(httpx.get(f"{server}/api/export/run.html?{query}", timeout=60).content)
        page = open_page("about:blank", drawn=False)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        page.wait_for_function("() => document.body.dataset.ready === 'true'")
        return page, asked

    return opened


def test_it_plays_from_a_stick_and_asks_nobody(open_file: Opened) -> None:
    page, asked = open_file("surface=himmelblau&start=-0.2,0.7&steps=40&a=gd&a.lr=0.01&b=adam&speed=200")
    page.wait_for_function("() => document.body.dataset.state === 'ended'")
    expect(page.locator(".results-body")).to_contain_text("Reached the global minimum")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert page.locator("input[name=step]").input_value() == "1"
    assert page.title() == "Himmelblau · Fall Line"
    assert [one[:5] for one in asked if not one.startswith(("data:", "blob:"))] == ["file:"]


def test_a_fit_moves_its_line_over_the_rows_and_stands_where_the_link_says(open_file: Opened) -> None:
    page, _ = open_file("surface=fit&steps=30&a=gd&a.lr=0.1&view=fit&step=7&theme=dark")
    assert page.locator("input[name=step]").input_value() == "7"
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.locator(".picture-fit").is_visible()
    assert page.locator(".picture-fit canvas, .picture-fit svg").count() > 0
