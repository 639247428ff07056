"""A window around what was found, without the parts where the loss has no value, and a start on its slope."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from app.core.outlook.ground import Floats, Ground, grid
from app.core.outlook.places import ALONG, Place, Point
from app.core.surfaces.surface import Window, rounded

_USUAL = 5.0
# From this width on, in halves of the usual window, that one shows things as well.
_AS_WIDE = 1.5
# The window reaches so far beyond what it is made for: a share of how far that spreads.
_ROOM = 0.25
# How many times as far as a low point is a plain bowl; how much longer one side may be for that.
_BEYOND, _LONGER, _SHORTER = 2.0, 2.0, 0.1
_CELLS = 80
# A start is looked for on a grid inside the middle part of a window, among heights of this rank.
_STARTS, _MIDDLE, _RANKS = 17, 0.8, (0.4, 0.75)


def framed(ground: Ground, half: float, places: tuple[Place, ...]) -> Window:
    """A window with all places and room around them; the usual one where that shows them as well."""
    usual = ((-_USUAL, _USUAL),) * ground.land.dimension
    if not places:
        return usual
    points = np.array([one.at for one in places])
    low, high = points.min(axis=0), points.max(axis=0)
    reach = _reach(ground, half, points[0])
    along = places[0].kind in ALONG
    if along and half == _USUAL and float((high - low).max()) > _USUAL:
        return usual
    room = np.maximum(_ROOM * float((high - low).max()), 0.0 if along and len(places) > 1 else reach)
    sides = list(zip((low - room).tolist(), (high + room).tolist(), strict=True))
    wide = float((high - low + 2 * room).max()) > _AS_WIDE * _USUAL
    if half == _USUAL and wide and (np.abs(points) < 0.9 * _USUAL).all():
        return usual
    return tuple([rounded(*side) for side in sides])


def _reach(ground: Ground, half: float, point: Floats) -> Floats:
    """How far along each variable from a point the loss is a plain bowl or nearly so, times some more."""
    here, bends = float(ground.height(point)), ground.bend(point[None], half * 1e-2)[0]
    curved = enumerate(np.diagonal(bends).tolist())
    lengths = np.array([_bowl(ground, half, point, axis, here, bend) for axis, bend in curved])
    least = max(float(lengths.min()), _SHORTER * float(lengths.max()))
    return np.asarray(_BEYOND * np.clip(lengths, least, _LONGER * least))


def _bowl(ground: Ground, half: float, point: Floats, axis: int, here: float, bend: float) -> float:
    if not bend > 0:
        return half / 2
    lengths = half / 2 * 2.0 ** -np.arange(12.0, -1.0, -1.0)
    moves = np.zeros((len(lengths), len(point)))
    moves[:, axis] = lengths
    plain = bend * lengths**2 / 2
    with np.errstate(all="ignore"):
        off = [np.abs(ground.height(point + sign * moves) - here - plain) for sign in (1, -1)]
    good = np.maximum(*off) <= 0.5 * plain
    # A kink, or a bottom flatter than any bowl, has no such length.
    return float(half / 2 if not good[0] or good.all() else lengths[int(np.argmin(good)) - 1])


def clipped(ground: Ground, window: Window) -> Window:
    """The window without rows and columns at its rim where the loss has no value."""
    # Twice: of a much wider window the first cut can only be a coarse one.
    return _cut(ground, _cut(ground, window))


def _cut(ground: Ground, window: Window) -> Window:
    exists = np.isfinite(ground.height(grid(np.array(window), _CELLS + 1)))
    if exists.all() or not exists.any():
        return window
    axes = range(exists.ndim)
    some = [np.moveaxis(exists, axis, 0).reshape(_CELLS + 1, -1).max(axis=1) for axis in axes]
    return tuple([_trimmed(side, mask) for side, mask in zip(window, some, strict=True)])


def _trimmed(side: tuple[float, float], mask: NDArray[np.bool_]) -> tuple[float, float]:
    low, high = side
    cell = (high - low) / _CELLS
    first, last = int(mask.argmax()), len(mask) - 1 - int(mask[::-1].argmax())
    if last - first == len(mask) - 1:
        return side
    return rounded(low + cell * max(0, first - 1), low + cell * min(_CELLS, last + 1))


def started(ground: Ground, window: Window, places: tuple[Place, ...]) -> Point:
    """A place on a slope of middling height, far from the lowest point: where there is some way to go."""
    sides = np.array(window)
    middle, half = sides.mean(axis=1), np.ptp(sides, axis=1) / 2
    units = 10.0 ** (np.floor(np.log10(2 * half)) - 1)
    inner = np.stack([middle - _MIDDLE * half, middle + _MIDDLE * half], axis=1)
    points = grid(inner, _STARTS).reshape(-1, len(half))
    points = np.round(points / units) * units
    heights, slopes = ground.height(points), np.abs(ground.slope(points)).max(axis=-1)
    able = np.isfinite(heights) & np.isfinite(slopes) & (slopes > 0)
    if not able.any():
        return tuple([float(f"{value:.12g}") for value in np.round(middle / units) * units])
    low, high = np.quantile(heights[able], _RANKS)
    fair = able & (heights >= low) & (heights <= high)
    goal = np.array(places[0].at) if places else middle
    far = np.where(fair, np.abs((points - goal) / half).sum(axis=-1), -math.inf)
    return tuple([float(f"{value:.12g}") for value in points[int(np.argmax(far))]])
