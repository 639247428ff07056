"""A crowd: 65,536 runs of Adam on Himmelblau at once, 100 steps, on one core."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from app.core.descend import crowd
from bench.descents import descend, descents
from bench.figure import Figure, seconds, show
from bench.one_run import START, one_adam
from bench.yardstick import time_torch

RUNS, STEPS, ALONE = 65_536, 100, 200


def measure() -> list[Figure]:
    starts = np.random.default_rng(7).uniform(-6, 6, (RUNS, 2))
    each = RUNS * STEPS / 1e9
    took = seconds(lambda: together(starts)) / each
    plain, fused = (time_torch(starts, STEPS, record=False, fused=fused) for fused in (False, True))
    return [
        Figure(
            name="crowd of 65,536, Adam, a particle and step",
            measured=took,
            unit="ns",
            goal=14,
            against="torch batched",
            yardstick=plain and plain / each,
            ratio_goal=2,
        ),
        Figure(
            name="the same, beside a kernel for Adam alone",
            measured=took,
            unit="ns",
            against="torch fused",
            yardstick=fused and fused / each,
        ),
        Figure(
            name="crowd and the same runs alone, largest difference",
            measured=largest_difference(starts[:: RUNS // ALONE]),
            unit="relative",
            goal=1e-12,
        ),
    ]


def together(starts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Where a crowd is after its last step; shape (N, 2)."""
    (one,) = descents(one_adam(START, STEPS))
    (segment,) = one.plan.segments
    return crowd(one.landscape, segment.optimizer, segment.values, starts, STEPS)


def largest_difference(starts: NDArray[np.float64]) -> float:
    """Between a crowd's last points and those of the same runs alone, relative to a point's size."""
    alone = np.array([last_point(tuple(start)) for start in starts.tolist()])
    return float(np.max(np.abs(together(starts) - alone) / np.linalg.norm(alone, axis=1, keepdims=True)))


def last_point(start: tuple[float, ...]) -> tuple[float, ...]:
    (run,) = descend(one_adam(start, STEPS))
    return run.path.point(STEPS)


if __name__ == "__main__":
    show(measure())
