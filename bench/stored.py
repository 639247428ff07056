"""A table of ten thousand rows on a server: kept, read back, and fitted to, all as a browser meets it.

One process keeps the tables and another is asked about them, each of which it has never seen: it fetches
the table, reads it, builds the fit and computes.
"""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory

import numpy as np

from bench.client import fetch, seconds_to_first_points, send
from bench.figure import Figure, once, show
from bench.warm import warm_server

ROWS, REPEATS = 10_000, 9


def measure() -> list[Figure]:
    with store_of_our_own(), warm_server() as keeping, warm_server() as asked:
        bodies = [body(seed) for seed in range(3 * REPEATS + 2)]
        ids: list[str] = []
        kept = statistics.median(once(lambda b=b: ids.append(keep(keeping, b))) for b in bodies)
        warm, *others = ids
        for path in ("surface?", "run.json?"):
            fetch(asked, f"/api/{path}{query(warm)}")
        read, drawn, run = (others[k * REPEATS : (k + 1) * REPEATS] for k in range(3))
        rows, surface = [
            statistics.median(once(lambda target=target: fetch(asked, target)) for target in targets)
            for targets in (
                [f"/api/data/{id}" for id in read],
                [f"/api/surface?{query(id)}" for id in drawn],
            )
        ]
        points = statistics.median(seconds_to_first_points(asked, query(id)) for id in run)
    return [
        Figure(name=f"a CSV of {ROWS} rows sent and kept", measured=kept * 1e3, unit="ms"),
        Figure(name="its rows, asked of another process", measured=rows * 1e3, unit="ms"),
        Figure(name="101 x 101 surface over them, over HTTP", measured=surface * 1e3, unit="ms", goal=150),
        Figure(name="first streamed points on them", measured=points * 1e3, unit="ms", goal=50),
    ]


@contextmanager
def store_of_our_own() -> Iterator[None]:
    """Servers keep what they are sent in a folder that goes when they do."""
    before = os.environ.get("FALLLINE_DATA")
    with TemporaryDirectory() as folder:
        os.environ["FALLLINE_DATA"] = folder
        try:
            yield
        finally:
            del os.environ["FALLLINE_DATA"]
            if before is not None:
                os.environ["FALLLINE_DATA"] = before


def body(seed: int) -> bytes:
    random = np.random.default_rng(seed)
    x = random.normal(size=ROWS)
    y = 2 * x - 1 + 0.3 * random.normal(size=ROWS)
    return b"x,y\n" + b"".join([b"%.4f,%.4f\n" % pair for pair in zip(x, y, strict=True)])


def keep(server: str, rows: bytes) -> str:
    return str(json.loads(send(server, "/api/data", rows))["data"])


def query(id: str) -> str:
    return f"surface=fit&s.data={id}&s.x=x&s.y=y&a=gd&a.lr=0.1"


if __name__ == "__main__":
    show(measure())
