"""The page with a mode made by the test: `window.powers` is what a stage or a room's page is handed."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Before the page's own modules run, which is when a mode is entered.
TAKE_MODE = """
document.addEventListener("readystatechange", () => {
  if (document.readyState !== "interactive") return;
  Object.assign(document.body.dataset, { mode: "tested", query: location.search.slice(1) });
});
"""
MODE = "export const enter = async (powers) => { window.powers = powers; return {}; };"
READ = """async (text) => {
  const main = document.querySelector("script[type=module]").src;
  const { readSwarm } = await import(new URL("stage/swarmread.js", main));
  window.swarm = readSwarm(Uint8Array.from(atob(text), (one) => one.charCodeAt(0)).buffer);
}"""


def enter_mode(page: Page) -> None:
    """Call before the page is opened."""
    page.add_init_script(TAKE_MODE)
    page.route("**/modes/tested.js", lambda route: route.fulfill(body=MODE, content_type="text/javascript"))


def read_swarm(page: Page, sent: bytes) -> None:
    """What the server sends of a swarm, read by the page's own module into `window.swarm`."""
    page.evaluate(READ, base64.b64encode(sent).decode())
