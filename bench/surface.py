"""The answer that draws a surface: 101 x 101 points with its derivatives typeset, warm."""

from __future__ import annotations

import statistics

import numpy as np

from bench.client import fetch
from bench.figure import Figure, once, show
from bench.warm import warm_server
from bench.yardstick import himmelblau

SURFACES = ("himmelblau", "rosenbrock", "rastrigin", "ackley", "goldstein_price")
REPEATS = 11


def measure() -> list[Figure]:
    with warm_server() as server:
        for surface in SURFACES:
            ask(server, surface, REPEATS)
        took = {surface: [ask(server, surface, k) for k in range(REPEATS)] for surface in SURFACES}
    each = {surface: statistics.median(times) for surface, times in took.items()}
    grid = np.meshgrid(np.linspace(-6, 6, 101), np.linspace(-6, 6, 101))
    alone = statistics.median(once(lambda: himmelblau(*grid)) for _ in range(REPEATS))
    slowest = max(each, key=lambda surface: each[surface])
    return [
        figure("101 x 101 surface, himmelblau", each["himmelblau"], alone),
        figure(f"the slowest of five, {slowest}", each[slowest], alone),
    ]


def figure(name: str, took: float, alone: float) -> Figure:
    return Figure(
        name=name,
        measured=took * 1e3,
        unit="ms",
        goal=10,
        against="NumPy alone",
        yardstick=alone * 1e3,
        ratio_at_most=True,
    )


def ask(server: str, surface: str, k: int) -> float:
    """Seconds for one answer, over a window that no other request has."""
    target = f"/api/surface?surface={surface}&window={-2 - k / 1000},2,-2,2&n=101"
    return once(lambda: fetch(server, target))


if __name__ == "__main__":
    show(measure())
