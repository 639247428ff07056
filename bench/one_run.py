"""One run: Adam on Himmelblau, 10,000 steps, every point, loss and gradient recorded."""

from __future__ import annotations

import numpy as np

from bench.descents import descend
from bench.figure import Figure, seconds, show
from bench.yardstick import LR, time_torch

STEPS = 10_000
START = (-3.0, 4.0)


def measure() -> list[Figure]:
    query = one_adam(START, STEPS)
    torch = time_torch(np.array(START), STEPS, record=True)
    return [
        Figure(
            name="one run, Adam, a step",
            measured=seconds(lambda: descend(query)) / STEPS * 1e6,
            unit="µs",
            goal=1.5,
            against="torch.optim",
            yardstick=torch and torch / STEPS * 1e6,
            ratio_goal=70,
        )
    ]


def one_adam(start: tuple[float, ...], steps: int) -> str:
    """The query of one run with the yardstick's learning rate."""
    x, y = start
    return f"surface=himmelblau&start={x!r},{y!r}&steps={steps}&a=adam&a.lr={LR}"


if __name__ == "__main__":
    show(measure())
