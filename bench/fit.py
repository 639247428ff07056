"""A line through ten thousand points: its surface, and how soon a run's first points are there."""

from __future__ import annotations

import statistics
from functools import partial

import numpy as np

from app.core.descend import Descent
from app.core.fits.binding import SAME
from app.core.fits.fit import Fit
from app.core.fits.model import inputs_named, model
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.rule import Rule
from app.core.plan import Plan, Segment
from bench.figure import Figure, once, show

ROWS, SIDE, REPEATS = 10_000, 101, 9
RULE = OPTIMIZERS["gd"]


def measure() -> list[Figure]:
    drawn = [made(seed) for seed in range(REPEATS)]
    grid = statistics.median(once(partial(surface, fit)) for fit in drawn)
    points = statistics.median(once(partial(first_points, fit)) for fit in [made(k) for k in range(REPEATS)])
    plainly = once(partial(rows_alone, drawn[0]))
    return [
        figure(f"{SIDE} x {SIDE} surface over {ROWS} rows", grid, 150, plainly),
        figure("the first points of a run on them", points, 50, None),
    ]


def figure(name: str, took: float, goal: float, yardstick: float | None) -> Figure:
    return Figure(
        name=name,
        measured=took * 1e3,
        unit="ms",
        goal=goal,
        against="" if yardstick is None else "NumPy over all rows",
        yardstick=None if yardstick is None else yardstick * 1e3,
    )


def made(seed: int) -> Fit:
    """A fit that nobody has seen before: data of its own, nothing known of its surface yet."""
    random = np.random.default_rng(seed)
    x = random.normal(size=ROWS)
    y = 2 * x - 1 + 0.3 * random.normal(size=ROWS)
    return Fit(model("w*x + b", inputs_named(1)), "squared", (x,), y, {}, (SAME,))


def axes(fit: Fit) -> list[np.ndarray[tuple[int], np.dtype[np.float64]]]:
    return [np.linspace(low, high, SIDE) for low, high in fit.landscape.window]


def surface(fit: Fit) -> None:
    w, b = axes(fit)
    fit.landscape.loss_of(w[None, :], b[:, None])


def first_points(fit: Fit) -> None:
    """What a stream computes before its first event goes out: the landscape, and a small batch of steps."""
    assert isinstance(RULE, Rule)
    values = tuple([(limits.name, float(limits.default)) for limits in RULE.hyperparameters])
    Descent(fit.landscape, Plan((0.0, 0.0), (Segment(0, RULE, values),), 300)).advance(10)


def rows_alone(fit: Fit) -> None:
    """The same surface, every row at every point."""
    w, b = axes(fit)
    for weight in w:
        np.square(weight * fit.inputs[0] + b[:, None] - fit.target).mean(axis=1)


if __name__ == "__main__":
    show(measure())
