"""Made tables of one input and a number to be foretold: a curve and the noise around it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from app.core.hyperparameters import Hyperparameter
from app.core.tables.chance import chosen, even, normal, rounded
from app.core.tables.made import Made, Parameters, parameters
from app.core.tables.table import Heading, Values

_X_AND_Y = (
    Heading(name="x", title="x", help="the input"),
    Heading(name="y", title="y", help="the curve at x, and noise"),
)
_ASTRAY = "that lie far off the curve"


def _around(rng: Generator, values: Parameters, x: Values, curve: Values, far: float) -> Sequence[Values]:
    """The points of a curve moved up and down by noise; outliers by `far` and more, either way."""
    y = curve + values["noise"] * normal(rng, len(x))
    astray = chosen(rng, len(x), values["outliers"])
    side = np.where(chosen(rng, len(x), 0.5), 1.0, -1.0)
    way = side * even(rng, len(x), far, 2 * far)
    return rounded(x), rounded(np.where(astray, y + way, y))


def _noise(default: float, high: float) -> Hyperparameter:
    return Hyperparameter("noise", default, 0.0, high, "standard deviation of y around the curve")


def _line(rng: Generator, values: Parameters) -> Sequence[Values]:
    x = even(rng, int(values["rows"]), -3, 3)
    return _around(rng, values, x, values["slope"] * x + values["intercept"], 6.0)


line = Made(
    name="A line and noise",
    columns=_X_AND_Y,
    parameters=parameters(
        60,
        _noise(0.5, 5),
        _ASTRAY,
        Hyperparameter("slope", 2.0, -5, 5, "how much y grows for each 1 of x"),
        Hyperparameter("intercept", -1.0, -5, 5, "what y is where x is 0"),
    ),
    make=_line,
    x=("x",),
    y="y",
    story="The line behind the points is known, so you can see how near a fit comes to it.",
)


def _wave(rng: Generator, values: Parameters) -> Sequence[Values]:
    x = even(rng, int(values["rows"]), -3, 3)
    return _around(rng, values, x, values["amplitude"] * np.sin(values["frequency"] * x), 3.0)


wave = Made(
    name="A wave and noise",
    columns=_X_AND_Y,
    parameters=parameters(
        80,
        _noise(0.2, 3),
        _ASTRAY,
        Hyperparameter("amplitude", 1.5, 0.1, 5, "how high the wave rises above 0"),
        Hyperparameter("frequency", 2.0, 0.1, 10, "radians for each 1 of x"),
    ),
    make=_wave,
    x=("x",),
    y="y",
    story="A wrong frequency fits almost as badly as any other, so the loss over it is full of valleys.",
)


def _decay(rng: Generator, values: Parameters) -> Sequence[Values]:
    x = even(rng, int(values["rows"]), 0, 5)
    return _around(rng, values, x, values["amplitude"] * np.exp(-values["rate"] * x), 2.0)


decay = Made(
    name="Decay and noise",
    columns=(
        Heading(name="x", title="time", unit="s", help="since the start"),
        Heading(name="y", title="amount", help="what is left, and noise"),
    ),
    parameters=parameters(
        60,
        _noise(0.1, 2),
        _ASTRAY,
        Hyperparameter("amplitude", 3.0, 0.1, 10, "how much there is at time 0"),
        Hyperparameter("rate", 0.8, 0.05, 5, "the share that goes in each short while, per second"),
    ),
    make=_decay,
    x=("x",),
    y="y",
    story="A larger start and a faster decay undo one another, so the valley of the loss is long and bent.",
)
