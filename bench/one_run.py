"""One run: Adam on Himmelblau, 10,000 steps, every point, loss and gradient recorded."""

from __future__ import annotations

import numpy as np

from app.core.descend import Descent, Plan, Segment
from app.core.landscape import landscape
from app.core.surfaces import SURFACES
from bench.figure import Figure, seconds, show
from bench.yardstick import LR, time_torch

STEPS = 10_000
START = (-3.0, 4.0)


def measure() -> list[Figure]:
    ground = landscape(SURFACES["himmelblau"], {})

    def descend() -> None:
        descent = Descent(ground, plan(START, STEPS))
        descent.advance(STEPS)
        assert len(descent.path.loss) == STEPS + 1

    torch = time_torch(np.array(START), STEPS, record=True)
    return [
        Figure(
            name="one run, Adam, a step",
            measured=seconds(descend) / STEPS * 1e6,
            unit="µs",
            goal=1.5,
            against="torch.optim",
            yardstick=torch and torch / STEPS * 1e6,
            ratio_goal=70,
        )
    ]


def plan(start: tuple[float, ...], steps: int) -> Plan:
    """Adam from `start` with the yardstick's learning rate."""
    return Plan(start=start, segments=(Segment(since=0, optimizer="adam", values={"lr": LR}),), steps=steps)


if __name__ == "__main__":
    show(measure())
