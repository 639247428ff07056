"""Why a window is suggested: what there is to see in it, in a sentence or two."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from app.core.outlook.ground import Ground, grid
from app.core.outlook.places import ALONG, EDGE, HUGE, LEVEL, LOW, SADDLE, TOP, VALLEY, Place, Point
from app.core.surfaces.surface import Window
from app.core.verdict import number

_ALONG = {
    VALLEY: "It is lowest all along a valley, such as at {}.",
    LEVEL: "Its lowest part is level, such as at {}.",
    EDGE: "It is lowest at the edge of where it has a value, such as at {}.",
}
_BISECTIONS = 50
_CELLS = 60


@dataclass(frozen=True)
class Findings:
    """places: what the window is made for; more: there are others of their kind beyond it.

    level: all heights are the same. sinks: the loss is lower far out.
    """

    variables: tuple[str, ...]
    places: tuple[Place, ...]
    more: bool
    level: bool
    sinks: bool


def said(ground: Ground, window: Window, found: Findings) -> str:
    """What was found, where the loss has no value, and what is farther out."""
    kinds = [one.kind for one in found.places]
    least = 1e-4 * max([high - low for low, high in window])
    found = replace(found, places=tuple([_rounded(one, least) for one in found.places]))
    what = _nothing(found) if not kinds else _what(found)
    beyond = "Far out it falls lower than that." if found.sinks and kinds[:1] == [LOW] else ""
    return " ".join([part for part in (what, beyond, _edge(ground, window)) if part])


def _nothing(found: Findings) -> str:
    if found.level:
        return "It is level: there is no slope to follow anywhere."
    return "No low point was found: it goes on falling, as far as a search can tell."


def _rounded(place: Place, least: float) -> Place:
    """The place without what is too little to be seen in the window."""
    return replace(place, at=tuple([0.0 if abs(value) < least else value for value in place.at]))


def _what(found: Findings) -> str:
    first = found.places[0]
    if first.kind in ALONG:
        return _ALONG[first.kind].format(_point(found, first.at))
    return _lows(found) if first.kind == LOW else _still(found)


def _lows(found: Findings) -> str:
    places = [one for one in found.places if one.kind == LOW]
    lowest = _point(found, places[0].at)
    others = _named(found, [one for one in found.places if one.kind != LOW])
    if found.more:
        return f"It has many low points; these lie around the lowest one found, {lowest}."
    if len(places) == 1:
        return f"It is lowest at {lowest}{f', near {others}' if others else ''}."
    tied = sum(_same(one.height, places[0].height, found) for one in places)
    every = "both" if len(places) == 2 else "all"
    rank = f"{every} equally low" if tied == len(places) else f"the lowest at {lowest}"
    return f"It has {len(places)} low points, {rank}{f'; between them {others}' if others else ''}."


def _same(height: float, lowest: float, found: Findings) -> bool:
    spread = max([one.height for one in found.places]) - lowest
    return height - lowest <= 1e-6 * spread or height - lowest <= 1e-12 * abs(lowest)


def _still(found: Findings) -> str:
    named = _named(found, list(found.places))
    return f"No low point was found, but {named}, where the slope is 0."


def _named(found: Findings, places: list[Place]) -> str:
    """Such as “a saddle at (0, 0)”, or “2 saddles and a hilltop”."""
    if len(places) == 1:
        return f"a {places[0].kind} at {_point(found, places[0].at)}"
    counts = [(kind, sum(one.kind == kind for one in places)) for kind in (SADDLE, TOP)]
    told = [f"a {kind}" if count == 1 else f"{count} {kind}s" for kind, count in counts if count]
    return " and ".join(told)


def _point(found: Findings, at: Point) -> str:
    told = [number(value) for value in at]
    return f"({', '.join(told)})" if len(told) > 1 else f"{found.variables[0]} = {told[0]}"


def _edge(ground: Ground, window: Window) -> str:
    """Where the loss ends: at one value of a variable, or along some line."""
    exists = np.isfinite(ground.height(grid(np.array(window), _CELLS + 1)))
    share = exists.mean()
    if share > 0.995 or share == 0:
        return ""
    for axis, name in enumerate(ground.land.variables):
        lines = np.moveaxis(exists, axis, 0).reshape(len(exists), -1)
        if (lines == lines[:, :1]).all() and np.diff(lines[:, 0].astype(int)).astype(bool).sum() == 1:
            side = "above" if lines[0, 0] else "below"
            at, too_large = _ends(ground, window, axis, exists)
            what = "is too large to compute" if too_large else "has no value"
            return f"It {what} where {name} is {side} {number(at)}."
    return "It has no value in some parts of the window, which stay empty."


def _ends(ground: Ground, window: Window, axis: int, exists: np.ndarray) -> tuple[float, bool]:
    """The value of one variable at which the loss ends, by halving; and whether it is too large there."""
    points = grid(np.array(window), _CELLS + 1)
    inside, outside = points[exists][0].copy(), points[~exists][0]
    left, right = float(inside[axis]), float(outside[axis])
    for _ in range(_BISECTIONS):
        inside[axis] = (left + right) / 2
        if np.isfinite(ground.height(inside)):
            left = float(inside[axis])
        else:
            right = float(inside[axis])
    inside[axis] = left
    return 0.0 if abs(left) < 1e-9 else left, bool(abs(ground.height(inside)) > HUGE)
