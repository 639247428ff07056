"""The minima of a formula inside a window, found numerically: for surfaces whose minima move."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from app.core.compile import function
from app.core.language import parse
from app.core.surfaces.surface import Parameters, Point, Window
from app.core.tree import Number, fold, substitute

Loss = Callable[[Any, Any], Any]

CELLS = 200
DIFFERENCE = 1e-5
ROUNDS = 30
SETTLED = 1e-7
TIE = 1e-9


def lowest(formula: str, window: Window, parameters: Parameters) -> tuple[Point, ...]:
    """The global minima of a formula over x and y inside the window: the lowest found, ties included."""
    found = _minima(formula, window, tuple(parameters.items()))
    return tuple([point for loss, point in found if loss - found[0][0] <= TIE])


def others(formula: str, window: Window, parameters: Parameters) -> tuple[Point, ...]:
    """The minima inside the window that are not the lowest, the lower ones first."""
    found = _minima(formula, window, tuple(parameters.items()))
    return tuple([point for loss, point in found if loss - found[0][0] > TIE])


@lru_cache(maxsize=256)
def _minima(
    formula: str, window: Window, parameters: tuple[tuple[str, float], ...]
) -> tuple[tuple[float, Point], ...]:
    """Every minimum that a grid of 200 cells a side can tell apart, with its loss, the lowest first."""
    tree = parse(formula, ("x", "y", *dict(parameters)), limited=False)
    bound = fold(substitute(tree, {name: Number(value) for name, value in parameters}))
    compiled = function((bound,), ("x", "y"), arrays=True)

    def loss(x: Any, y: Any) -> Any:
        return compiled(x, y)[0]

    cell = max(high - low for low, high in window) / CELLS
    points = {(round(x, 6), round(y, 6)): (x, y) for x, y in _polished(loss, *_hollows(loss, window), cell)}
    inside = [p for p in points.values() if all(a <= u <= b for u, (a, b) in zip(p, window, strict=True))]
    return tuple(sorted([(float(loss(*point)), point) for point in inside]))


def _hollows(loss: Loss, window: Window) -> tuple[Any, Any]:
    """The points of a grid that lie no higher than their eight neighbours."""
    axes = [np.linspace(low, high, CELLS + 1) for low, high in window]
    x, y = np.meshgrid(*axes, indexing="ij")
    height = loss(x, y)
    padded = np.pad(height, 1, constant_values=np.inf)
    shifts = [(i, j) for i in range(3) for j in range(3)]
    lowest_near = np.min([padded[i : i + CELLS + 1, j : j + CELLS + 1] for i, j in shifts], axis=0)
    return x[height <= lowest_near], y[height <= lowest_near]


def _polished(loss: Loss, x: Any, y: Any, reach: float) -> list[Point]:
    """Newton's method on all points at once, no step longer than `reach`; those that settled."""
    for _ in range(ROUNDS):
        step_x, step_y, convex = _newton(loss, x, y)
        length = np.maximum(1.0, np.hypot(step_x, step_y) / reach)
        x, y = x - step_x / length, y - step_y / length
    settled = (np.hypot(step_x, step_y) < SETTLED) & convex
    return list(zip(x[settled].tolist(), y[settled].tolist(), strict=True))


def _newton(loss: Loss, x: Any, y: Any) -> tuple[Any, Any, Any]:
    """Newton's step by central differences, and where the surface is a bowl; elsewhere it is made one."""
    offsets = DIFFERENCE * np.array([-1.0, 0.0, 1.0])
    near = loss(x + offsets[:, None, None], y + offsets[None, :, None])
    gx, gy = (near[2, 1] - near[0, 1]) / (2 * DIFFERENCE), (near[1, 2] - near[1, 0]) / (2 * DIFFERENCE)
    xx = (near[2, 1] - 2 * near[1, 1] + near[0, 1]) / DIFFERENCE**2
    yy = (near[1, 2] - 2 * near[1, 1] + near[1, 0]) / DIFFERENCE**2
    xy = (near[2, 2] - near[2, 0] - near[0, 2] + near[0, 0]) / (4 * DIFFERENCE**2)
    least = (xx + yy) / 2 - np.hypot((xx - yy) / 2, xy)
    lift = np.where(least > 0, 0.0, 1e-3 - 2 * least)
    xx, yy = xx + lift, yy + lift
    determinant = xx * yy - xy**2
    return (yy * gx - xy * gy) / determinant, (xx * gy - xy * gx) / determinant, least > 0
