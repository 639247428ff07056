"""An embed in another site's page: what it weighs before anybody presses it, how soon its picture is there.

The blog around it is a bare page of another origin; one that holds the same picture alone is the yardstick.
"""

from __future__ import annotations

import statistics
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.figure import Figure, show
from bench.page import browser
from bench.warm import warm_server
from tests.serving import blog

QUERY = "surface=himmelblau&start=-0.2,0.7&a=gd&a.lr=0.01&b=momentum&b.lr=0.005&c=adam"
FRAME = '<!doctype html><iframe src="{server}/embed?{query}" width="800" height="450"></iframe>'
BARE = '<!doctype html><img src="{picture}" width="800" height="450">'
ROUNDS = 9

# Resolves with the milliseconds from a page's address to when the browser had painted its largest picture.
PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => {
  const found = list.getEntries().find((entry) => entry.element?.tagName === "IMG");
  if (found) done(found.startTime);
}).observe({ type: "largest-contentful-paint", buffered: true }))"""


def measure() -> list[Figure]:
    with warm_server() as server, browser() as program:
        # Whoever came first had the picture drawn; a blog has more readers than one.
        weight, first = weighed(program, server)
        seen = [painted(program, FRAME.format(server=server, query=QUERY), 1) for _ in range(ROUNDS)]
        bare = [painted(program, BARE.format(picture=first), 0) for _ in range(ROUNDS)]
    return [
        Figure(name="an embed before it is pressed", measured=weight / 1000, unit="kB", goal=60),
        Figure(
            name="an embed's picture painted",
            measured=statistics.median(seen),
            unit="ms",
            goal=300,
            against="bare picture",
            yardstick=statistics.median(bare),
            ratio_at_most=True,
        ),
    ]


def weighed(program: Any, server: str) -> tuple[int, str]:
    """Bytes over the wire, headers too, of everything but the blog; and the address of the picture."""
    page = program.new_page()
    asked: list[Any] = []
    page.on("request", lambda request: asked.append(request))
    with (
        TemporaryDirectory() as folder,
        blog(Path(folder), FRAME.format(server=server, query=QUERY)) as address,
    ):
        page.goto(address, wait_until="networkidle")
    sizes = [one.sizes() for one in asked if one.url.startswith(server)]
    (picture,) = [one.url for one in asked if "/api/poster.webp" in one.url]
    page.close()
    return sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes), picture


def painted(program: Any, html: str, frame: int) -> float:
    """Milliseconds from an address to the picture on the screen, nothing held beforehand.

    frame: 1 where that address is in the blog's frame, 0 where it is the blog's own.
    """
    context = program.new_context()
    page = context.new_page()
    with TemporaryDirectory() as folder, blog(Path(folder), html) as address:
        page.goto(address, wait_until="networkidle")
        at: float = page.frames[frame].evaluate(PAINTED)
    context.close()
    return at


if __name__ == "__main__":
    show(measure())
