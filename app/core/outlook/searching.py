"""From many points at once to the bottoms of their hollows, and to where slopes vanish."""

from __future__ import annotations

import numpy as np

from app.core.outlook.ground import Floats, Ground, grid

_DESCENT, _LENGTHS, _NEWTON = 25, 8, 12
# A grid of so many points a side is laid around a hollow and halved so often.
PATCH, _HALVINGS, _REST = 9, 34, 10
# Of the largest curvature.
FLAT = 1e-6


def descended(ground: Ground, points: Floats, cell: float) -> Floats:
    """Down by Newton's steps turned downhill, each of the length that lowers the loss most."""
    heights = ground.height(points)
    lengths = 2.0 ** -np.arange(_LENGTHS)
    for _ in range(_DESCENT):
        step = _solved(ground.bend(points, cell), ground.slope(points), downhill=True)
        step = step / np.maximum(1.0, np.abs(step).max(axis=-1, keepdims=True) / (2 * cell))
        tries = points[:, None, :] - lengths[:, None] * step[:, None, :]
        told = ground.height(tries)
        told = np.where(np.isfinite(told), told, np.inf)
        best = told.argmin(axis=1), np.arange(len(points))
        lower = told[best[1], best[0]] < heights
        if not lower.any():
            break
        points = np.where(lower[:, None], tries[best[1], best[0]], points)
        heights = np.where(lower, told[best[1], best[0]], heights)
    return points


def narrowed(ground: Ground, points: Floats, cell: float) -> Floats:
    """The lowest points near those given; what only sinks and sinks is left out."""
    heights = [ground.height(points)]
    width = cell
    for _ in range(_HALVINGS):
        tried = around(points, width)
        told = ground.height(tried)
        told = np.where(np.isfinite(told), told, np.inf)
        best = told.argmin(axis=1)
        points = tried[np.arange(len(points)), best]
        heights.append(told[np.arange(len(points)), best])
        width /= 2
    with np.errstate(all="ignore"):
        drop, late = heights[0] - heights[-1], heights[-1 - _REST] - heights[-1]
    return np.asarray(points[late <= 1e-3 * drop + 4 * np.spacing(np.abs(heights[-1]))])


def newton(ground: Ground, points: Floats, cell: float) -> tuple[Floats, Floats]:
    """Newton's method on the slopes, no step longer than half a cell: where it leads, and the bends there."""
    for _ in range(_NEWTON):
        bends = ground.bend(points, cell)
        with np.errstate(all="ignore"):
            step = _solved(bends, ground.slope(points))
            longest = np.abs(step).max(axis=-1, keepdims=True) / (cell / 2)
            points = points - np.where(np.isfinite(step), step, 0.0) / np.maximum(1.0, np.nan_to_num(longest))
    return points, ground.bend(points, cell)


def around(points: Floats, width: float) -> Floats:
    """A small grid around each point, the point itself first, of shape (k, n, d)."""
    size = points.shape[-1]
    patch = grid(np.array([(-1.0, 1.0)] * size), PATCH).reshape(-1, size)
    patch = patch[np.argsort(np.abs(patch).max(axis=-1), kind="stable")]
    return np.asarray(points[:, None, :] + width * patch)


def _solved(bends: Floats, slopes: Floats, downhill: bool = False) -> Floats:
    """H⁻¹g, or with every curvature made positive; along a direction that does not bend, nothing."""
    known: Floats = np.asarray(np.isfinite(bends).all(axis=(-1, -2)))
    sound = np.where(known[:, None, None], bends, 0.0)
    values, vectors = np.linalg.eigh(np.asarray(sound, dtype=float))
    firm = np.abs(values) > FLAT * np.abs(values).max(axis=-1, keepdims=True)
    values = np.abs(values) if downhill else values
    along = np.einsum("kij,ki->kj", vectors, np.where(np.isfinite(slopes), slopes, 0.0))
    with np.errstate(all="ignore"):
        steps = np.where(firm, along / np.where(firm, values, 1.0), 0.0)
    return np.asarray(np.einsum("kij,kj->ki", vectors, steps))
