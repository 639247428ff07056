"""What there is to see of a loss inside a square: low points, and others where the slope vanishes."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

import numpy as np

from app.core.outlook.ground import Floats, Ground, grid, lowest_near
from app.core.outlook.searching import FLAT, around, descended, narrowed, newton

Point = tuple[float, ...]

LOW, VALLEY, LEVEL, EDGE, SADDLE, TOP = "low point", "valley", "level", "edge", "saddle", "hilltop"
# What is lowest where there is no low point that stands alone.
ALONG = (VALLEY, LEVEL, EDGE)

_CELLS = {1: 400, 2: 40}
_FOLLOWED = 40
# Of a cell: nearer than this is the same place.
_SAME = 1e-2
# A pit as deep as this, or an edge as high, is where the numbers end.
HUGE = 1e100
# The share of a patch that is as low as its middle: a valley's is a line.
_LEVEL = 0.3
# Of the heights in sight: what is the same but for the last digits.
_TIE = 1e-9


@dataclass(frozen=True)
class Place:
    """A point where something happens, how high it lies, and what it is."""

    at: Point
    height: float
    kind: str


@dataclass(frozen=True)
class View:
    """What was found in a square about the origin.

    lowest: the least height of its grid; spread: from there to the greatest. exists: on what share of the
    square the loss has a value.
    """

    half: float
    places: tuple[Place, ...]
    lowest: float
    spread: float
    exists: float

    def ranked(self, *kinds: str) -> list[Place]:
        """The places of some kinds by height, of equal ones the nearest to the origin first."""
        unit = _TIE * self.spread or 1.0
        chosen = [one for one in self.places if one.kind in kinds]

        def rank(one: Place) -> tuple[int, float]:
            above = (one.height - self.lowest) / unit
            return round(max(-1 / _TIE, min(above, 1 / _TIE))), math.hypot(*one.at)

        return sorted(chosen, key=rank)

    @property
    def lows(self) -> list[Place]:
        """Low points that stand alone; where there are none, what else is lowest."""
        return self.ranked(LOW) or self.ranked(*ALONG)


def seen(ground: Ground, half: float) -> View:
    """All that a grid can tell apart within `half` of the origin along each variable."""
    size = ground.land.dimension
    points = grid(np.array([(-half, half)] * size), _CELLS[size] + 1)
    heights = ground.height(points)
    finite = heights[np.isfinite(heights)]
    if not finite.size:
        return View(half, (), np.inf, 0.0, 0.0)
    lowest = float(finite.min())
    # A loss may span more than a number can hold.
    spread = min(float(finite.max()) - lowest, sys.float_info.max)
    cell = 2 * half / _CELLS[size]
    hollows, turns = _hollows(points, heights), _turns(points, ground.slope(points))
    found = [*_settled(ground, hollows, cell), *_still(ground, turns, cell)]
    floor = min(lowest, *[one.height for one in found]) + FLAT * spread if found else lowest
    rim = _rim(heights)
    kept = [
        one
        for one in _apart([one for one in found if max(map(abs, one.at)) < half], cell)
        # A valley or a level floor counts where nothing lies lower, and the floor where it ends inside.
        if one.kind not in ALONG or (one.height <= floor and (one.kind != LEVEL or rim > floor))
    ]
    return View(half, tuple(kept), lowest, spread, finite.size / heights.size)


def _rim(heights: Floats) -> float:
    """The lowest height on the border of a grid."""
    inner = np.zeros(heights.shape, dtype=bool)
    inner[(slice(1, -1),) * heights.ndim] = True
    return float(np.min(heights, where=~inner & np.isfinite(heights), initial=np.inf))


def _hollows(points: Floats, heights: Floats) -> Floats:
    """Points inside the grid that no neighbour lies below, and one lies above; the lowest of them."""
    inner = np.zeros(heights.shape, dtype=bool)
    inner[(slice(1, -1),) * heights.ndim] = True
    level = -lowest_near(-heights) == heights
    hollow = inner & np.isfinite(heights) & (heights <= lowest_near(heights)) & ~level
    order = np.argsort(heights[hollow], kind="stable")[:_FOLLOWED]
    return np.asarray(points[hollow][order])


def _turns(points: Floats, slopes: Floats) -> Floats:
    """Middles of the cells at whose corners every slope changes its sign; those nearest to the origin."""
    corners = np.stack([
        slopes[tuple([slice(k, n - 1 + k) for k, n in zip(shift, slopes.shape, strict=False)])]
        for shift in np.ndindex((2,) * (slopes.ndim - 1))
    ])  # fmt: skip
    turning = ((corners.min(axis=0) <= 0) & (corners.max(axis=0) >= 0)).all(axis=-1)
    half_cell = (points[(1,) * (points.ndim - 1)] - points[(0,) * (points.ndim - 1)]) / 2
    middles = points[(slice(None, -1),) * (points.ndim - 1)][turning] + half_cell
    order = np.argsort(np.abs(middles).max(axis=-1), kind="stable")[:_FOLLOWED]
    return np.asarray(middles[order])


def _settled(ground: Ground, hollows: Floats, cell: float) -> list[Place]:
    """The bottom of each hollow: down the slope where it is smooth, then by ever finer grids."""
    if not len(hollows):
        return []
    found = narrowed(ground, descended(ground, hollows, cell), cell)
    bends = ground.bend(found, cell)
    beside = ground.height(around(found, _SAME * cell))
    return [
        Place(tuple(at.tolist()), float(height), _bottom(bend, height, near))
        for at, height, bend, near in zip(found, ground.height(found), bends, beside, strict=True)
        if abs(height) < HUGE
    ]


def _bottom(bend: Floats, height: float, beside: Floats) -> str:
    """What kind of bottom a point is, by how the loss bends there and by the heights around it."""
    if not np.isfinite(beside).all():
        return EDGE
    if (beside == height).mean() > _LEVEL:
        curved = len(bend) > 1 and np.abs(bend).max() > 0
        return VALLEY if curved and (beside > height).any() else LEVEL
    if not np.isfinite(bend).all() or len(bend) < 2:
        return LOW
    values = np.abs(np.linalg.eigvalsh(bend))
    return VALLEY if values.min() <= FLAT * values.max() else LOW


def _still(ground: Ground, turns: Floats, cell: float) -> list[Place]:
    """Saddles and hilltops near points where the slopes turn."""
    if not len(turns):
        return []
    found, bends = newton(ground, turns, cell)
    near = np.abs(found - turns).max(axis=-1) < 2 * cell
    before, after = np.abs(ground.slope(turns)).max(axis=-1), np.abs(ground.slope(found)).max(axis=-1)
    kinds = [_kind(bend) for bend in bends]
    return [
        Place(tuple(at.tolist()), float(height), kind)
        for at, height, kind, close, slow in zip(
            found, ground.height(found), kinds, near, after <= 1e-6 * before, strict=True
        )
        if kind and close and slow and np.isfinite(height)
    ]


def _kind(bend: Floats) -> str:
    """Saddle or hilltop; empty where it is neither for certain."""
    if not np.isfinite(bend).all():
        return ""
    values = np.linalg.eigvalsh(bend)
    if (np.abs(values) <= FLAT * np.abs(values).max()).any():
        return ""
    return TOP if values.max() < 0 else SADDLE if values.min() < 0 else ""


def _apart(found: list[Place], cell: float) -> list[Place]:
    """Each place once."""
    kept: list[Place] = []
    for one in found:
        if not any(_distance(one.at, other.at) < _SAME * cell for other in kept):
            kept.append(one)
    return kept


def _distance(at: Point, other: Point) -> float:
    return max([abs(a - b) for a, b in zip(at, other, strict=True)])
