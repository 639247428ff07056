"""What a model looks like over its data: its curve over one input, its boundary over two."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from app.core.fits.fit import Fit
from app.core.fits.model import degree_in
from app.core.rows import Floats
from app.core.tree import Node

_POINTS = 81
_CELLS = 40
_MARGIN = 0.06

Segment = tuple[tuple[float, float], tuple[float, float]]


def frame(values: Floats) -> tuple[float, float]:
    """The range of a column with a little room on both sides."""
    low, high = float(values.min()), float(values.max())
    room = _MARGIN * (high - low) or 0.5
    return low - room, high + room


def is_straight(fit: Fit) -> bool:
    """Whether the model over its inputs is a straight line, so that its two ends tell all."""
    return _degree(fit.model.tree, fit.model.inputs) <= 1


@lru_cache(maxsize=128)
def _degree(tree: Node, inputs: tuple[str, ...]) -> int:
    return degree_in(tree, inputs)


def places(fit: Fit) -> Floats:
    """Where a curve over the one input is told, in the table's units."""
    return np.linspace(*frame(fit.table_inputs[0]), 2 if is_straight(fit) else _POINTS)


def threshold(fit: Fit) -> float:
    """The answer at which a classifier is undecided: a half for a probability, 0 for a score."""
    return 0.0 if fit.answers_score else 0.5


def boundary(fit: Fit, weights: Sequence[float]) -> list[Segment]:
    """Where a model of two inputs is undecided, as pieces of lines in the table's units."""
    cells = 1 if is_straight(fit) else _CELLS
    x, y = [np.linspace(*frame(column), cells + 1) for column in fit.table_inputs]
    answers = fit.answers(weights, *np.meshgrid(x, y))
    return crossings(x, y, answers - threshold(fit))


def crossings(x: Floats, y: Floats, z: Floats) -> list[Segment]:
    """Where a grid of values changes its sign, as pieces of lines; z[j][i] belongs to x[i], y[j].

    Each cell is cut into two triangles, on each of which the value is taken to be a plane.
    """
    pieces: list[Segment] = []
    signs = z > 0
    square = np.stack([signs[:-1, :-1], signs[:-1, 1:], signs[1:, 1:], signs[1:, :-1]])
    mixed = square.any(axis=0) & ~square.all(axis=0)
    for j, i in np.argwhere(mixed):
        corners = [(float(x[i + a]), float(y[j + b]), float(z[j + b, i + a])) for a, b in _CORNERS]
        for triangle in ((0, 1, 2), (0, 2, 3)):
            cut = _cut([corners[k] for k in triangle])
            if len(cut) == 2:
                pieces.append((cut[0], cut[1]))
    return pieces


_CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))


def _cut(triangle: list[tuple[float, float, float]]) -> list[tuple[float, float]]:
    """Where a plane over a triangle is 0 on its sides."""
    found = []
    for (x, y, z), (u, v, w) in zip(triangle, [*triangle[1:], triangle[0]], strict=True):
        if (z > 0) != (w > 0):
            t = z / (z - w)
            found.append((x + t * (u - x), y + t * (v - y)))
    return found
