"""Where the runs of a swarm ended: at which minimum, elsewhere, or nowhere at all."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from app.core.compile import function
from app.core.ending import AT_REST, LOST, NEAR
from app.core.landscape import Floats, Landscape
from app.core.surfaces.surface import Point
from app.core.swarm import Counts, Swarm
from app.core.tree import Node

ELSEWHERE, DIVERGED = -1, -2

# So near to a kink, where there is no slope, a run has come to it and not broken off.
_AT = 1e-6
# At an inflection Newton's step makes the slope smaller too, but by no more than a quarter.
_SHRINKS = 0.2


@dataclass(frozen=True, eq=False)
class Gathering:
    """Where runs ended.

    places: the known minima with their losses, global ones first, and behind them further ones that runs
    came to rest at; where runs climb, the maxima. ends: the number of each run's, or ELSEWHERE or DIVERGED,
    shape (n,).
    """

    places: tuple[tuple[Point, float], ...]
    ends: Counts


def gathered(landscape: Landscape, runs: Swarm, up: bool = False) -> Gathering:
    """Where each run came to: it ended within a hundredth of the window's width of that place.

    up: the runs climb.
    """
    known = () if up else (*landscape.minima, *landscape.local_minima)
    near, there = _nearest(landscape, runs, [point for point, _ in known])
    ends = np.where(there, near, np.where(diverged(landscape, runs, up), DIVERGED, ELSEWHERE))
    loose = np.flatnonzero(ends == ELSEWHERE)
    found: list[Point] = []
    if landscape.rows is None:
        resting, places = _resting(landscape, runs.ends[loose], up)
        for run, place in zip(loose[resting].tolist(), places, strict=True):
            ends[run] = len(known) + _numbered(place, found, NEAR * _width(landscape))
    return Gathering((*known, *[(point, landscape.loss_at(point)) for point in found]), ends)


def diverged(landscape: Landscape, runs: Swarm, up: bool = False) -> NDArray[np.bool_]:
    """Which runs left the finite numbers, or ended far outside the window and worse than they began.

    As a verdict has it. Shape (n,).
    """
    known = [] if up else [point for point, _ in (*landscape.minima, *landscape.local_minima)]
    lows, highs = np.array(landscape.window).T
    first, final = runs.losses[0], runs.losses[runs.last, np.arange(len(runs.last))]
    with np.errstate(all="ignore"):
        away = np.linalg.norm(runs.ends - (lows + highs) / 2, axis=1) > LOST * _width(landscape)
        worse = final < first if up else final > first
    return np.asarray(((runs.ended >= 0) | (away & worse)) & ~_nearest(landscape, runs, known)[1])


def _width(landscape: Landscape) -> float:
    return float(np.mean([high - low for low, high in landscape.window]))


def _nearest(landscape: Landscape, runs: Swarm, known: list[Point]) -> tuple[Counts, NDArray[np.bool_]]:
    """The nearest of the known places to each end, and whether the run came to it."""
    if not known:
        return np.zeros(len(runs.last), dtype=np.intp), np.zeros(len(runs.last), dtype=bool)
    with np.errstate(all="ignore"):
        away = np.linalg.norm(runs.ends[:, None, :] - np.array(known), axis=2)
    reach = np.where(runs.ended < 0, NEAR, _AT) * _width(landscape)
    return away.argmin(axis=1), away.min(axis=1) < reach


def _resting(landscape: Landscape, ends: Floats, up: bool) -> tuple[NDArray[np.bool_], list[Point]]:
    """Which ends lie by a minimum, as Newton's step tells, and where it is. up: by a maximum."""
    sign, d = -1.0 if up else 1.0, landscape.dimension
    trees = [landscape.bound(tree) for tree in chain(*landscape.hessian)]
    with np.errstate(all="ignore"):
        bends = sign * _values(landscape, tuple(trees), ends).reshape(-1, d, d)
        slopes = sign * _values(landscape, landscape.bound_gradient, ends)
        finite = np.isfinite(bends).all(axis=(1, 2))
        bends[~finite] = -np.eye(d)
        firm = np.linalg.eigvalsh(bends)[:, 0] > 0
        bends[~firm] = np.eye(d)
        steps = np.linalg.solve(bends, slopes[..., None])[..., 0]
        places = ends - steps
        left = np.linalg.norm(_values(landscape, landscape.bound_gradient, places), axis=1)
        away = np.linalg.norm(steps, axis=1) / _width(landscape)
        # Where it has come to rest altogether, what is left of the slope is rounding.
        shrinks = (left <= _SHRINKS * np.linalg.norm(slopes, axis=1)) | (away < _AT)
        resting = firm & (away < AT_REST) & shrinks
    return resting, [tuple(place) for place in places[resting].tolist()]


def _values(landscape: Landscape, trees: tuple[Node, ...], points: Floats) -> Floats:
    """What trees come to at many points, shape (n, len(trees))."""
    told = function(trees, landscape.variables, True)(*points.T)
    return np.stack([np.broadcast_to(value, len(points)) for value in told], axis=1).astype(float)


def _numbered(place: Point, found: list[Point], reach: float) -> int:
    """The number of the place among those found, as a new one where it is none of them."""
    for number, other in enumerate(found):
        if float(np.hypot.reduce(np.subtract(place, other))) < reach:
            return number
    found.append(place)
    return len(found) - 1
