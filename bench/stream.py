"""A stream over a real server: how soon the first points are there, and what it costs to receive them all."""

from __future__ import annotations

import statistics
import time

from app.core.descend import Descent, Plan, Segment
from app.core.landscape import landscape
from app.core.surfaces import SURFACES
from bench.client import fetch, seconds_to_first_points
from bench.figure import Figure, once, show
from tests.serving import serving

STEPS, REPEATS = 10_000, 21
RUNS = {"a": ("adam", 0.01), "b": ("momentum", 0.0005), "c": ("rmsprop", 0.01)}


def measure() -> list[Figure]:
    with serving() as (server, _):
        for warm in range(3):
            fetch(server, "/api/run", **query(warm, 500))
        healthz = statistics.median(once(lambda: fetch(server, "/healthz")) for _ in range(REPEATS))
        first = [seconds_to_first_points(server, **query(n, STEPS)) for n in range(10, 10 + REPEATS)]
        received, computed = zip(*(whole(server, n) for n in range(100, 105)), strict=True)
    return [
        Figure(
            name="first streamed points",
            measured=statistics.median(first) * 1e3,
            unit="ms",
            goal=15,
            against="/healthz",
            yardstick=healthz * 1e3,
            ratio_at_most=True,
        ),
        Figure(
            name="three runs of 10,000 steps, received",
            measured=statistics.median(received) * 1e3,
            unit="ms",
            against="computed alone",
            yardstick=statistics.median(computed) * 1e3,
            ratio_goal=4,
            ratio_at_most=True,
        ),
    ]


def start(n: int) -> tuple[float, float]:
    """A start that no other request has: what was computed before must not be answered again."""
    return (-3.0 + n / 1000, 4.0)


def query(n: int, steps: int) -> dict[str, object]:
    runs = {key: optimizer for key, (optimizer, _) in RUNS.items()}
    rates = {f"{key}.lr": lr for key, (_, lr) in RUNS.items()}
    return {"surface": "himmelblau", "start": "{},{}".format(*start(n)), "steps": steps, **runs, **rates}


def whole(server: str, n: int) -> tuple[float, float]:
    """Seconds to receive the three runs, and to compute the same three in this process."""
    began = time.perf_counter()
    body = fetch(server, "/api/run", **query(n, STEPS))
    received = time.perf_counter() - began
    if b"event: end" not in body:
        raise RuntimeError("the stream broke off")
    return received, once(lambda: compute(n))


def compute(n: int) -> None:
    ground = landscape(SURFACES["himmelblau"], {})
    for optimizer, lr in RUNS.values():
        segment = Segment(since=0, optimizer=optimizer, values={"lr": lr})
        descent = Descent(ground, Plan(start=start(n), segments=(segment,), steps=STEPS))
        descent.advance(STEPS)
        assert len(descent.path.loss) == STEPS + 1


if __name__ == "__main__":
    show(measure())
