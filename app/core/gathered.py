"""Where the runs of a swarm ended: at which known minimum, elsewhere, or nowhere at all."""

from __future__ import annotations

import numpy as np

from app.core.ending import LOST, NEAR
from app.core.landscape import Floats, Landscape
from app.core.swarm import Counts, Swarm

ELSEWHERE, DIVERGED = -1, -2

# So near to a kink, where there is no slope, a run has come to it and not broken off.
_AT = 1e-6


def gathered(landscape: Landscape, runs: Swarm, up: bool = False) -> Counts:
    """For each run the number of the known minimum that it came to, global ones first; or one of the above.

    It came to the nearest one where it ended within a hundredth of the window's width. It diverged where
    it left the finite numbers, or ended far outside the window and worse than it began, as a verdict has
    it. up: the runs climb. Shape (n,).
    """
    with np.errstate(all="ignore"):
        near, away = _nearest(landscape, runs.ends)
        width = float(np.mean([high - low for low, high in landscape.window]))
        whole = runs.ended < 0
        there = np.where(whole, away < NEAR * width, away < _AT * width)
        gone = ~whole | lost(landscape, runs, up)
    return np.where(there, near, np.where(gone, DIVERGED, ELSEWHERE))


def lost(landscape: Landscape, runs: Swarm, up: bool = False) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which runs ended far outside the window with a loss worse than they began with, shape (n,)."""
    lows, highs = np.array(landscape.window).T
    away = np.linalg.norm(runs.ends - (lows + highs) / 2, axis=1) > LOST * np.mean(highs - lows)
    first, final = runs.losses[0], runs.losses[runs.last, np.arange(len(runs.last))]
    worse = final < first if up else final > first
    return np.asarray(away & worse)


def _nearest(landscape: Landscape, ends: Floats) -> tuple[Counts, Floats]:
    """The nearest known minimum of each, and how far away it is: infinitely where none is known."""
    known = np.array([point for point, _ in [*landscape.minima, *landscape.local_minima]])
    if not known.size:
        return np.zeros(len(ends), dtype=np.intp), np.full(len(ends), np.inf)
    away = np.linalg.norm(ends[:, None, :] - known, axis=2)
    return away.argmin(axis=1), away.min(axis=1)
