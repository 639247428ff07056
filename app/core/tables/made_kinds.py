"""Made tables whose target is one of two kinds, or of several: what a neuron or a network learns to tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator

from app.core.hyperparameters import Hyperparameter
from app.core.tables.chance import chosen, even, normal, rounded, turns
from app.core.tables.made import Made, Parameters, parameters
from app.core.tables.table import Heading, Values

_MISLABELLED = "that carry the label of another kind"
# Runs have letters already.
_KINDS = ("first", "second", "third", "fourth", "fifth", "sixth")


def _headings(count: int) -> tuple[Heading, ...]:
    return (
        Heading(name="x1", title="x1", help="the first input"),
        Heading(name="x2", title="x2", help="the second input"),
        Heading(name="kind", title="kind", labels=_KINDS[:count], help="what is to be told apart"),
    )


def _spread(default: float, high: float) -> Hyperparameter:
    return Hyperparameter("noise", default, 0.0, high, "standard deviation of each input around its place")


def _blurred(
    rng: Generator, values: Parameters, x1: Values, x2: Values, kind: Values, count: int = 2
) -> Sequence[Values]:
    """Places moved by noise in both directions; outliers keep their place and change their label."""
    rows, noise = len(kind), values["noise"]
    x1, x2 = x1 + noise * normal(rng, rows), x2 + noise * normal(rng, rows)
    wrong = chosen(rng, rows, values["outliers"])
    return rounded(x1), rounded(x2), np.where(wrong, (kind + 1) % count, kind)


def _threshold(rng: Generator, values: Parameters) -> Sequence[Values]:
    rows = int(values["rows"])
    hours = even(rng, rows, 0, 10)
    passed = hours + values["noise"] * normal(rng, rows) > values["threshold"]
    wrong = chosen(rng, rows, values["outliers"])
    return rounded(hours), np.where(passed ^ wrong, 1.0, 0.0)


threshold = Made(
    name="A threshold, blurred",
    columns=(
        Heading(name="hours", title="hours of study", unit="h", help="before the examination"),
        Heading(name="passed", title="passed", labels=("failed", "passed"), help="how it went"),
    ),
    parameters=parameters(
        80,
        Hyperparameter("noise", 1.5, 0.0, 10, "how much luck counts, in hours of study"),
        "that went the other way",
        Hyperparameter("threshold", 5.0, 1, 9, "the hours at which passing and failing are equally likely"),
    ),
    make=_threshold,
    x=("hours",),
    y="passed",
    story="With luck the kinds overlap and a best curve exists; without it the curve grows ever steeper.",
)


def _clusters(rng: Generator, values: Parameters) -> Sequence[Values]:
    kind = turns(int(values["rows"]), 2)
    side = 2 * kind - 1
    return _blurred(rng, values, 1.5 * side, 1.0 * side, kind)


clusters = Made(
    name="Two clusters",
    columns=_headings(2),
    parameters=parameters(100, _spread(0.6, 3), _MISLABELLED),
    make=_clusters,
    x=("x1", "x2"),
    y="kind",
    story="One straight line tells them apart until the noise grows.",
)


def _blobs(rng: Generator, values: Parameters) -> Sequence[Values]:
    count = int(values["classes"])
    kind = turns(int(values["rows"]), count)
    angle = 2 * np.pi * kind / count
    return _blurred(rng, values, 2.5 * np.cos(angle), 2.5 * np.sin(angle), kind, count)


blobs = Made(
    name="Several clusters",
    columns=lambda values: _headings(int(values["classes"])),
    parameters=parameters(
        150,
        _spread(0.6, 3),
        _MISLABELLED,
        Hyperparameter("classes", 3, 2, 6, "how many kinds there are", whole=True),
    ),
    make=_blobs,
    x=("x1", "x2"),
    y="kind",
    story="The clusters stand in a ring, so no single direction puts them in order.",
)


def _xor(rng: Generator, values: Parameters) -> Sequence[Values]:
    rows = int(values["rows"])
    corner = turns(rows, 4)
    right, upper = corner % 2, corner // 2
    x1, x2 = even(rng, rows, 0.2, 1) * (2 * right - 1), even(rng, rows, 0.2, 1) * (2 * upper - 1)
    return _blurred(rng, values, x1, x2, np.abs(right - upper))


xor = Made(
    name="Exclusive or",
    columns=_headings(2),
    parameters=parameters(120, _spread(0.05, 1), _MISLABELLED),
    make=_xor,
    x=("x1", "x2"),
    y="kind",
    story="Opposite corners are of one kind: no straight line can part them, two hidden neurons can.",
)


def _circles(rng: Generator, values: Parameters) -> Sequence[Values]:
    rows = int(values["rows"])
    kind, angle = turns(rows, 2), even(rng, rows, 0, 2 * np.pi)
    radius = np.where(kind == 1, 0.4, 1.0)
    return _blurred(rng, values, radius * np.cos(angle), radius * np.sin(angle), kind)


circles = Made(
    name="Two circles",
    columns=_headings(2),
    parameters=parameters(150, _spread(0.08, 1), _MISLABELLED),
    make=_circles,
    x=("x1", "x2"),
    y="kind",
    story="One kind surrounds the other, so the boundary has to close.",
)


def _moons(rng: Generator, values: Parameters) -> Sequence[Values]:
    rows = int(values["rows"])
    kind, angle = turns(rows, 2), even(rng, rows, 0, np.pi)
    x1 = np.where(kind == 1, 1 - np.cos(angle), np.cos(angle))
    x2 = np.where(kind == 1, 0.5 - np.sin(angle), np.sin(angle))
    return _blurred(rng, values, x1, x2, kind)


moons = Made(
    name="Two moons",
    columns=_headings(2),
    parameters=parameters(150, _spread(0.1, 1), _MISLABELLED),
    make=_moons,
    x=("x1", "x2"),
    y="kind",
    story="Two half circles reach into one another: a straight line does well, a bent one does it all.",
)


def _spirals(rng: Generator, values: Parameters) -> Sequence[Values]:
    rows = int(values["rows"])
    kind, way = turns(rows, 2), np.sqrt(even(rng, rows, 0.01, 1))
    angle = 2 * np.pi * values["turns"] * way + np.pi * kind
    return _blurred(rng, values, way * np.cos(angle), way * np.sin(angle), kind)


spirals = Made(
    name="Two spirals",
    columns=_headings(2),
    parameters=parameters(
        200,
        _spread(0.02, 0.5),
        _MISLABELLED,
        Hyperparameter("turns", 1.5, 0.25, 3, "how often each arm goes round"),
    ),
    make=_spirals,
    x=("x1", "x2"),
    y="kind",
    story="The hardest of the small puzzles: the boundary must wind as often as the arms do.",
)
