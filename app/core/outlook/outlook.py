"""A window and a start for a formula, from what a search of it finds, and a sentence that says why."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.core.landscape import Landscape
from app.core.outlook.frame import clipped, framed, started
from app.core.outlook.ground import Ground, grid
from app.core.outlook.places import LOW, SADDLE, TOP, Place, Point, View, seen
from app.core.outlook.words import Findings, said
from app.core.surfaces.surface import Window

# Half the side of the square that is searched: the usual window first, then wider, then closer.
_USUAL, _WIDER, _CLOSER = 5.0, (15.0, 50.0, 200.0, 1000.0), (1.0, 0.2, 0.04)
# More low points than these are too many to show together; then so many of them are.
_MANY, _SOME = 12, 9
# Of the heights in sight: so much deeper must another low point lie to be worth a wider view.
_DEEPER = 1e-3


@dataclass(frozen=True)
class Outlook:
    """window and start: what to look at and where to begin; None where nothing is to be seen.

    words: why, in a sentence or two. places: what the window is made for, the lowest first.
    """

    window: Window | None
    start: Point | None
    words: str
    places: tuple[Place, ...] = ()


def outlook(land: Landscape) -> Outlook:
    """What a search of a loss within 1000 of the origin suggests to look at, in some 30 ms."""
    ground = Ground(land)
    view = _chosen(ground)
    if view is None:
        return Outlook(None, None, f"It has no value anywhere within {_WIDER[-1]:g} of 0.")
    places, more = _shown(view)
    window = clipped(ground, framed(ground, view.half, places))
    found = Findings(land.variables, places, more, view.spread == 0, _sinks(ground, view))
    return Outlook(window, started(ground, window, places), said(ground, window, found), places)


def _chosen(ground: Ground) -> View | None:
    """The square to look at: the usual one, unless what happens lies outside of it, or deep inside."""
    usual = seen(ground, _USUAL)
    if usual.lows:
        return _deepest(ground, usual)
    others = (*_WIDER, *_CLOSER)
    found = _first(ground, others, lambda view: bool(view.lows)) if usual.spread or not usual.exists else None
    return found or (usual if usual.exists else _first(ground, others, lambda view: view.exists > 0))


def _first(ground: Ground, halves: tuple[float, ...], suits: Callable[[View], bool]) -> View | None:
    return next((view for view in (seen(ground, half) for half in halves) if suits(view)), None)


def _deepest(ground: Ground, usual: View) -> View:
    """The widest view that shows a deeper low point, and not too many of them."""
    best = usual
    for half in _WIDER:
        wider = seen(ground, half)
        if not 0 < len(wider.lows) <= _MANY:
            break
        if wider.lows[0].height < best.lows[0].height - _DEEPER * best.spread:
            best = wider
    return best


def _shown(view: View) -> tuple[tuple[Place, ...], bool]:
    """What the window is to hold, the lowest first, and whether there is more of its kind."""
    lows = view.ranked(LOW)
    if not lows:
        still = sorted(view.places, key=lambda one: math.hypot(*one.at))
        return tuple(view.lows or still[:_SOME]), len(still) > _SOME
    if len(lows) > _MANY:
        about = sorted(lows, key=lambda one: math.dist(one.at, lows[0].at))[:_SOME]
        return tuple([one for one in lows if one in about]), True
    others = [one for one in view.places if one.kind in {SADDLE, TOP} and _between(one, lows)]
    return (*lows, *others[:_SOME]), False


def _between(place: Place, lows: list[Place]) -> bool:
    """Whether a place lies among the low points, or near the only one."""
    sides = [(min(values), max(values)) for values in zip(*[one.at for one in lows], strict=True)]
    room = max([1.0, *[0.5 * (high - low) for low, high in sides]])
    inside = zip(place.at, sides, strict=True)
    return all(low - room <= value <= high + room for value, (low, high) in inside)


def _sinks(ground: Ground, view: View) -> bool:
    """Whether the loss is lower farther out than anything that was found."""
    size = ground.land.dimension
    heights = ground.height(grid(np.array([(-_WIDER[-1], _WIDER[-1])] * size), 21))
    finite = heights[np.isfinite(heights)]
    lows = view.lows
    return bool(finite.size and lows and finite.min() < lows[0].height - _DEEPER * view.spread)
