"""The lecturer's press that lets a swarm of five hundred go, on a stage in a browser, to its first frame."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING, Any

import httpx

from bench.figure import Figure, show
from bench.page import browser
from bench.swarm import RUNS, STARTS, STEPS, query_of
from bench.warm import warm_server

if TYPE_CHECKING:
    from playwright.sync_api import Page

PRESSES = 7

# From the key to the beginning of the frame after the one that first has the swarm in it.
TIME_PRESS = """
addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  const began = event.timeStamp;
  const watch = new MutationObserver(() => {
    if (document.body.dataset.asking !== "showing") return;
    watch.disconnect();
    requestAnimationFrame(() => requestAnimationFrame((now) => (window.took_ = now - began)));
  });
  watch.observe(document.body, { attributeFilter: ["data-asking"] });
}, true);
"""


def measure() -> list[Figure]:
    with warm_server() as server, browser() as program:
        page = program.new_page(viewport={"width": 1440, "height": 900}, base_url=server)
        page.add_init_script(TIME_PRESS)
        waits = sorted([pressed(page, lecturer) for lecturer in [opened(page)] for _ in range(PRESSES)])
        page.close()
    name = f"press to the first frame of a swarm of {RUNS} over {STEPS} steps, median"
    return [
        Figure(name=name, measured=statistics.median(waits), unit="ms", goal=300),
        Figure(name=f"the same, the longest of {PRESSES}", measured=waits[-1], unit="ms", goal=300),
    ]


def opened(page: Page) -> httpx.Client:
    """A stage whose room is open, and its lecturer's other connection."""
    page.goto(f"/present/experiment?{query_of('adam')}")
    page.locator(".lecture[data-part]").wait_for(state="attached")
    page.keyboard.press("o")
    page.locator(".join-code").wait_for()
    page.keyboard.press("j")
    kept: list[dict[str, Any]] = page.evaluate(
        "() => JSON.parse(Object.entries(localStorage).find(([name]) => name.includes('rooms led'))[1])"
    )
    headers = {"Authorization": f"Bearer {kept[0]['key']}"}
    address = page.evaluate("location.origin") + f"/api/rooms/{kept[0]['code']}"
    return httpx.Client(base_url=address, headers=headers, timeout=60)


def pressed(page: Page, lecturer: httpx.Client) -> float:
    """Milliseconds from the press that closes the answers."""
    asked = {"kind": "swarm", "question": "Where do you start?", "query": query_of("adam"), "run": "a"}
    id = lecturer.post("/activities", json=asked).raise_for_status().json()["id"]
    for number, start in enumerate(STARTS.tolist()):
        answer = {"activity": id, "who": f"a-follower-in-a-bench-{number:05d}", "answer": {"start": start}}
        lecturer.post("/answers", json=answer).raise_for_status()
    page.wait_for_function(
        "(count) => document.querySelector('.question-count strong')?.textContent === count", arg=str(RUNS)
    )
    page.wait_for_timeout(1500)
    page.evaluate("window.took_ = null")
    page.keyboard.press("Enter")
    took = float(page.wait_for_function("() => window.took_").json_value())
    page.keyboard.press("x")
    page.wait_for_function("() => document.body.dataset.asking === ''")
    return took


if __name__ == "__main__":
    show(measure())
