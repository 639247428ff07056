"""A small network, 2-16-16-1 tanh on 500 points: a step of training, and the losses of a plane of 51 x 51.

NumPy computes on one thread here unless said otherwise, for its products are too small for BLAS to part.
"""

from __future__ import annotations

import os
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.network import Network, Plane, data, initial, plane_losses, random_plane
from app.core.network.training import Training
from app.core.optimizers import OPTIMIZERS
from app.core.plan import Plan, Segment
from bench import yardstick_network
from bench.figure import Figure, seconds, show
from tests.golden.networks import RUN, RUN_LR, RUN_ROWS, moons

Floats = NDArray[np.float64]

STEPS, SIDE = 200, 51
SHAPE = Network(**RUN)
ROWS = data(SHAPE, *moons(RUN_ROWS))
START = initial(SHAPE, "uniform", np.random.default_rng(7))


def measure() -> list[Figure]:
    return [step(), *planes()]


def step() -> Figure:
    """One update of full-batch Adam."""
    torch = yardstick_network.seconds_of_training(START, *moons(RUN_ROWS), STEPS)
    return Figure(
        name="network of 337 weights, Adam, a step",
        measured=seconds(train) / STEPS * 1e6,
        unit="µs",
        against="torch.optim",
        yardstick=torch and torch / STEPS * 1e6,
        ratio_goal=3,
    )


def train() -> Floats:
    """Adam by the catalogue's own text, every step's weights and full gradient recorded, as a run does."""
    values = {h.name: float(h.default) for h in OPTIMIZERS["adam"].hyperparameters} | {"lr": RUN_LR}
    plan = Plan((), (Segment(0, OPTIMIZERS["adam"], tuple(values.items())),), STEPS)
    training = Training(SHAPE, ROWS, START, plan)
    training.advance(STEPS)
    return training.point


def planes() -> list[Figure]:
    """The losses of a plane, beside the package that one would otherwise take."""
    here = random_plane(SHAPE, START, np.random.default_rng(7))
    cores = os.cpu_count() or 1
    theirs = yardstick_network.seconds_of_plane(START, *moons(RUN_ROWS), SIDE)
    kinds: tuple[tuple[str, Any, int, float], ...] = (
        ("float64, one thread", np.float64, 1, 4),
        ("float32, one thread", np.float32, 1, 4),
        (f"float32, {cores} threads", np.float32, cores, 10),
    )
    figures = [
        Figure(
            name=f"plane of {SIDE} x {SIDE} losses, {name}",
            measured=seconds(lambda dtype=dtype, threads=threads: losses(here, dtype, threads)) * 1e3,
            unit="ms",
            against="loss-landscapes",
            yardstick=theirs and theirs * 1e3,
            ratio_goal=goal,
        )
        for name, dtype, threads, goal in kinds
    ]
    return [*figures, *agreement()]


def losses(plane: Plane, dtype: Any, threads: int) -> Floats:
    axis = np.linspace(-1, 1, SIDE)
    return plane_losses(SHAPE, ROWS, plane, axis, axis, dtype, threads)


def agreement() -> list[Figure]:
    """The largest relative difference from the package's losses on its own plane."""
    told = yardstick_network.plane_and_losses(START, *moons(RUN_ROWS), SIDE)
    if told is None:
        return []
    plane, theirs = told
    # The package steps before it looks, one way in even columns and back in odd: those lie a step lower.
    ours = plane_losses(SHAPE, ROWS, plane, np.arange(SIDE * 1.0), np.arange(-1.0, SIDE)).T
    matched = np.array([column[1:] if i % 2 == 0 else column[:-1] for i, column in enumerate(ours)])
    return [
        Figure(
            name="the same losses, largest difference",
            measured=float(np.max(np.abs(matched / theirs - 1))),
            unit="relative",
            goal=1e-9,
        )
    ]


if __name__ == "__main__":
    show(measure())
