"""A crowd: 65,536 runs of Adam on Himmelblau at once, 100 steps, on one core."""

from __future__ import annotations

import numpy as np

from app.core.descend import Descent, crowd
from app.core.landscape import landscape
from app.core.surfaces import SURFACES
from bench.figure import Figure, seconds, show
from bench.one_run import plan
from bench.yardstick import LR, time_torch

RUNS, STEPS, ALONE = 65_536, 100, 200


def measure() -> list[Figure]:
    ground = landscape(SURFACES["himmelblau"], {})
    starts = np.random.default_rng(7).uniform(-6, 6, (RUNS, 2))
    torch = time_torch(starts, STEPS, record=False)
    each = RUNS * STEPS / 1e9
    took = seconds(lambda: crowd(ground, "adam", {"lr": LR}, starts, STEPS))
    return [
        Figure(
            name="crowd of 65,536, Adam, a particle and step",
            measured=took / each,
            unit="ns",
            goal=14,
            against="torch batched",
            yardstick=torch and torch / each,
            ratio_goal=2,
        ),
        Figure(
            name="crowd beside the same runs alone, largest difference",
            measured=largest_difference(ground, starts[:: RUNS // ALONE]),
            unit="relative",
            goal=1e-12,
        ),
    ]


def largest_difference(ground, starts: np.ndarray) -> float:
    """Of the last points of a crowd and of the same runs alone, relative to the size of a point."""
    together = crowd(ground, "adam", {"lr": LR}, starts, STEPS)
    alone = np.array([last_point(ground, tuple(start)) for start in starts.tolist()])
    return float(np.max(np.abs(together - alone) / np.linalg.norm(alone, axis=1, keepdims=True)))


def last_point(ground, start: tuple[float, ...]) -> list[float]:
    descent = Descent(ground, plan(start, STEPS))
    descent.advance(STEPS)
    return [coordinate[-1] for coordinate in descent.path.points]


if __name__ == "__main__":
    show(measure())
