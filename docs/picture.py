"""Takes the README's picture of the page: `python -m docs.picture`."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import chromium
from tests.conftest import CHROMIUM_FLAGS
from tests.serving import serving

SHOWN = (
    "/?surface=himmelblau&start=1,-0.6&steps=200&a=gd&a.lr=0.004&b=momentum&b.lr=0.004&c=adam&c.lr=0.3"
    "&step=200&theme=light"
)
DRAWN = "() => document.body.dataset.ready === 'true' && document.body.dataset.state !== 'playing'"


def take(file: Path) -> None:
    """Write a picture of the page after a finished run."""
    program = chromium.find()
    with serving() as (server, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(server + SHOWN)
        page.wait_for_function(DRAWN)
        # The 3-D view settles some frames after the first picture.
        page.wait_for_timeout(5000)
        page.screenshot(path=file)
        browser.close()


if __name__ == "__main__":
    take(Path(__file__).parent / "page.png")
