"""A stream over a real server: how soon the first points are there, and what it costs to receive them all."""

from __future__ import annotations

import statistics

from bench.client import fetch, seconds_to_first_points
from bench.descents import descend
from bench.figure import Figure, once, show
from bench.warm import warm_server

STEPS, REPEATS = 10_000, 21
RUNS = "a=adam&a.lr=0.01&b=momentum&b.lr=0.0005&c=rmsprop&c.lr=0.01"


def measure() -> list[Figure]:
    with warm_server() as server:
        for warm in range(3):
            whole(server, warm)
        healthz = statistics.median(once(lambda: fetch(server, "/healthz")) for _ in range(REPEATS))
        first = statistics.median(seconds_to_first_points(server, query(n)) for n in range(10, 10 + REPEATS))
        received = statistics.median(once(lambda n=n: whole(server, n)) for n in range(100, 107))
    computed = statistics.median(once(lambda n=n: descend(query(n))) for n in range(100, 107))
    return [
        Figure(
            name="first streamed points",
            measured=first * 1e3,
            unit="ms",
            goal=15,
            against="/healthz",
            yardstick=healthz * 1e3,
            ratio_at_most=True,
        ),
        Figure(
            name="three runs of 10,000 steps, received",
            measured=received * 1e3,
            unit="ms",
            against="computed alone",
            yardstick=computed * 1e3,
            ratio_goal=4,
            ratio_at_most=True,
        ),
    ]


def query(n: int) -> str:
    """Three runs from a start that no other query has: nothing may be answered from memory."""
    return f"surface=himmelblau&start={-3 + n / 1000},4&steps={STEPS}&{RUNS}"


def whole(server: str, n: int) -> None:
    """Receive the three runs to their end."""
    if b"event: end" not in fetch(server, f"/api/run?{query(n)}"):
        raise RuntimeError("the stream broke off")


if __name__ == "__main__":
    show(measure())
