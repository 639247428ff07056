"""How far a surface's exact gradient can be trusted: held against differences of the loss and others."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.core.landscape import Landscape
from app.core.surfaces.surface import Point, Window

POINTS = 64

# Fourth-order differences err by h⁴ of the fifth derivative, and by the loss's last digit over h.
_STEPS = (2e-3, 4e-4, 8e-5, 1.6e-5, 3.2e-6)
_OFFSETS = ((-2, 1 / 12), (-1, -2 / 3), (1, 2 / 3), (2, -1 / 12))
# Where no two steps agree better than this there is no slope to be found: a kink lies between.
_KINK = 1e-3
# Steps of the additive recurrence that fills a square evenly: powers of 1/ρ, ρ³ = ρ + 1.
_EVEN = (0.7548776662466927, 0.5698402909980532)


@dataclass(frozen=True)
class Trust:
    """points: at how many the gradient was checked; kinks: how many were left out, a corner being near.

    worst: the largest disagreement, as a share of the slope there or of a typical one where that is larger;
    at: where it is. None where nothing could be checked.
    """

    points: int
    kinks: int
    worst: float | None
    at: Point | None


def trust(land: Landscape, window: Window) -> Trust:
    """The gradient against central differences at POINTS places spread over a window."""
    places = [place for place in _places(window) if math.isfinite(land.loss_at(place))]
    exact = np.array([land.gradient_at(place) for place in places]).reshape(-1, land.dimension)
    sizes = np.abs(exact).max(axis=1)
    typical = float(np.median(sizes[np.isfinite(sizes)])) if len(sizes) else 0.0
    found = [_checked(land, window, place, typical) for place in places]
    smooth = [(off, place) for off, place in zip(found, places, strict=True) if off is not None]
    worst, at = max(smooth, default=(None, None), key=lambda pair: pair[0] or 0.0)
    return Trust(len(smooth), len(places) - len(smooth), worst, at)


@dataclass(frozen=True)
class Agreement:
    """points: at how many the gradient was compared; worst and at: as in Trust."""

    points: int
    worst: float
    at: Point


def against(land: Landscape, reference: Sequence[tuple[Point, Point]]) -> Agreement:
    """The gradient against one that somebody else found: pairs of a point and the gradient there."""
    sizes = [max(map(abs, gradient)) for _, gradient in reference]
    typical = float(np.median(sizes))
    offs = [
        (_off(land.gradient_at(point), gradient) / max(size, typical, 1e-300), point)
        for (point, gradient), size in zip(reference, sizes, strict=True)
    ]
    worst, at = max(offs)
    return Agreement(len(offs), worst, at)


def _off(gradient: Point, other: Point) -> float:
    return max([abs(a - b) for a, b in zip(gradient, other, strict=True)])


def _places(window: Window) -> Iterator[Point]:
    for k in range(1, POINTS + 1):
        shares = [k * step % 1.0 for step in _EVEN]
        yield tuple([low + share * (high - low) for share, (low, high) in zip(shares, window, strict=False)])


def _checked(land: Landscape, window: Window, place: Point, typical: float) -> float | None:
    """The disagreement at a point; None where a kink, or the domain's edge, lies within the differences."""
    exact = land.gradient_at(place)
    offs = []
    for k, (low, high) in enumerate(window):
        scale = max(abs(exact[k]), typical, 1e-300)
        slope, spread = _slope(land, place, k, high - low)
        if not spread <= _KINK * scale:
            return None
        offs.append(abs(slope - exact[k]) / scale)
    return max(offs)


def _slope(land: Landscape, place: Point, k: int, width: float) -> tuple[float, float]:
    """A partial derivative by differences, by the step that best agrees with the next, and how well."""
    found = [_difference(land, place, k, step * width) for step in _STEPS]
    pairs = [(abs(a - b), b) for a, b in pairwise(found) if math.isfinite(a) and math.isfinite(b)]
    spread, slope = min(pairs, default=(math.nan, math.nan))
    return slope, spread


def _difference(land: Landscape, place: Point, k: int, h: float) -> float:
    return sum([weight * land.loss_at(_moved(place, k, n * h)) for n, weight in _OFFSETS]) / h


def _moved(place: Sequence[float], k: int, by: float) -> Point:
    return tuple([value + by if i == k else value for i, value in enumerate(place)])
