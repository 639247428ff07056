"""Takes the README's picture of a deep network without and with shortcuts: `python -m docs.shortcuts`."""

from __future__ import annotations

import base64
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from app.show.presets import PRESETS
from tests import chromium
from tests.conftest import CHROMIUM_FLAGS
from tests.serving import serving

SHOWN = {"crumpled": "without shortcuts", "smooth": "with shortcuts"}
SIZE = {"width": 1440, "height": 900}
NARROW = {"width": 780, "height": 900}
PAGE = """<style>body { margin: 0; font: 22px/1.4 system-ui, sans-serif; }
main { display: flex; background: #fdfdfb; }
figure { margin: 0; width: 720px; } img { width: 720px; display: block; }
figcaption { text-align: center; padding: 0 0 20px; color: #444; }</style>"""
# The finest surface is there when its grid has so many points.
FINE = "() => document.querySelector('[data-mount=surface] .js-plotly-plot')?.data[0].x.length >= 101"


def taken(browser: Browser, server: str, id: str) -> str:
    """The preset's 3-D view as an image's address."""
    (preset,) = [preset for preset in PRESETS if preset.id == id]
    page = browser.new_page(viewport=NARROW, device_scale_factor=2)
    look = "step=150&view=surface&scale=log&theme=light&hide=controls,loss,table"
    page.goto(f"{server}/?{preset.query}&{look}")
    page.wait_for_function(FINE, timeout=120_000)
    # The 3-D view settles some frames after the first picture.
    page.wait_for_timeout(5000)
    image = page.locator("[data-mount=surface] .view-stage").screenshot()
    page.close()
    return f"data:image/png;base64,{base64.b64encode(image).decode()}"


def take(file: Path) -> None:
    """Write both views side by side."""
    with serving() as (server, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=CHROMIUM_FLAGS)
        images = {words: taken(browser, server, id) for id, words in SHOWN.items()}
        figures = [
            f"<figure><img src='{image}'><figcaption>{words}</figcaption></figure>"
            for words, image in images.items()
        ]
        page = browser.new_page(viewport=SIZE)
        page.set_content(f"{PAGE}<main>{''.join(figures)}</main>")
        page.locator("main").screenshot(path=file)
        browser.close()


if __name__ == "__main__":
    take(Path(__file__).parent / "shortcuts.png")
