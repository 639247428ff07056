"""Runs as lines: the way so far, its steps, and what stands at its ends, as on the page (`plot/runs.js`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from app.core.rows import Floats
from app.show.picture.frames import Frame
from app.show.picture.marks import arrow, ball, cross, diamond, start
from app.show.picture.palette import Colour, Palette, colour
from app.show.picture.pen import Pen
from app.show.picture.scene import Trace

_SPARSE = 7.0
_DOTTED = 120
_DASH = 7.0
_LEAP = (2.0, 5.0)
_NEAR = 3.0

Place = Callable[[Trace], Floats]


@dataclass(frozen=True, slots=True)
class Trail:
    """A run in pixels, shape (n, 2), as far as its points are finite. rank: how many are drawn before it.

    shared: how many of its first points lie on an earlier trail's, which are drawn dashed over; under: on how
    many such trails.
    """

    trace: Trace
    places: Floats
    rank: int
    shared: int
    under: int

    @property
    def wide(self) -> float:
        """Those drawn later are thinner, so that none hides another."""
        return 2.8 - min(1.2, 0.25 * self.rank)


def trails(traces: Sequence[Trace], place: Place) -> list[Trail]:
    """Every run where `place` puts its points."""
    found: list[Trail] = []
    for rank, trace in enumerate(traces):
        places = _finite(place(trace))
        common = [_shared(places, other.places) for other in found]
        several = [count for count in common if count > 1]
        found.append(Trail(trace, places, rank, max(several, default=0), len(several)))
    return found


def _finite(places: Floats) -> Floats:
    broken = np.flatnonzero(~np.isfinite(places).all(axis=1))
    return places[: broken[0]] if broken.size else places


def _shared(one: Floats, other: Floats) -> int:
    most = min(len(one), len(other))
    apart = np.flatnonzero((one[:most] != other[:most]).any(axis=1))
    return int(apart[0]) if apart.size else most


def laid(pen: Pen, found: Sequence[Trail], frame: Frame, palette: Palette, step: int | None) -> None:
    """All of them up to a step, or to their ends."""
    with pen.within(frame.box):
        lines(pen, found, palette, to=step)
        steps(pen, found, palette, step)
    starts(pen, found, frame, palette)
    heads(pen, found, frame, palette, step)


def lines(pen: Pen, found: Sequence[Trail], palette: Palette, since: int = 0, to: int | None = None) -> None:
    """The ways from one step to another with a halo; where several runs go alike, dashed over each other."""
    halo = colour(palette.paper)
    for trail in found:
        for piece in _pieces(trail, since, to):
            pen.line(piece, halo, trail.wide + 2)
    for trail in found:
        ink = colour(palette.runs[trail.trace.id])
        together = trail.shared if trail.shared > 1 else 0
        if together > since:
            dash = (-_DASH * trail.under, (_DASH, _DASH * trail.under))
            end = together if to is None else min(together, to + 1)
            pen.line(trail.places[since:end], ink, trail.wide, dash, "butt")
        for piece in _pieces(trail, max(since, together - 1), to):
            pen.line(piece, ink, trail.wide)
        _leaps(pen, trail, ink, to)


def _pieces(trail: Trail, since: int, to: int | None) -> list[Floats]:
    """The stretches that a run went by itself: parted where it was moved by hand."""
    end = len(trail.places) if to is None else min(len(trail.places), to + 1)
    cuts = [since, *[step for step in trail.trace.leaps if since < step < end], end]
    return [trail.places[a:b] for a, b in pairwise(cuts) if b - a > 1]


def _leaps(pen: Pen, trail: Trail, ink: Colour, to: int | None) -> None:
    end = len(trail.places) - 1 if to is None else min(len(trail.places) - 1, to)
    for step in trail.trace.leaps:
        if step <= end:
            pen.line(trail.places[step - 1 : step + 1], ink, 2.0, (0.0, _LEAP))


def steps(pen: Pen, found: Sequence[Trail], palette: Palette, to: int | None = None) -> None:
    """A dot at each of the latest steps, where they are far enough apart to be told apart."""
    for trail in found:
        ink = colour(palette.runs[trail.trace.id])
        pen.discs(_apart(trail.places if to is None else trail.places[: to + 1]), 2.4, ink)
    for trail in found:
        ink = colour(palette.runs[trail.trace.id])
        for step in trail.trace.turns:
            if step < len(trail.places) and (to is None or step <= to):
                diamond(pen, _pair(trail.places[step]), 5.0, ink, colour(palette.paper))


def _apart(places: Floats) -> Floats:
    """The latest places that stand clear of the one before."""
    kept: list[int] = []
    at = (np.inf, np.inf)
    for k, (x, y) in enumerate(places.tolist()):
        if abs(x - at[0]) > _SPARSE or abs(y - at[1]) > _SPARSE:
            kept.append(k)
            at = (x, y)
    return places[kept[-_DOTTED:]]


def starts(pen: Pen, found: Sequence[Trail], frame: Frame, palette: Palette) -> None:
    """Where runs begin; in the ink where several do."""
    places = [_pair(trail.places[0]) for trail in found if len(trail.places)]
    told = zip([trail for trail in found if len(trail.places)], places, strict=True)
    for trail, at in told:
        if frame.holds(trail.places[0]) and places.index(at) == _rank(found, trail):
            several = places.count(at) > 1
            ink = palette.ink if several else palette.runs[trail.trace.id]
            start(pen, at, colour(ink), colour(palette.paper))


def _rank(found: Sequence[Trail], trail: Trail) -> int:
    return [one for one in found if len(one.places)].index(trail)


def heads(pen: Pen, found: Sequence[Trail], frame: Frame, palette: Palette, to: int | None = None) -> None:
    """What stands at the end: a ball; a cross where the run broke off; an arrow to where it left for."""
    placed: list[Floats] = []
    for trail in found:
        if len(trail.places):
            _head(pen, trail, frame, palette, placed, to)


def _head(
    pen: Pen, trail: Trail, frame: Frame, palette: Palette, placed: list[Floats], to: int | None
) -> None:
    last = len(trail.places) - 1
    end = last if to is None else min(to, last)
    at, ink, rim = trail.places[end], colour(palette.runs[trail.trace.id]), colour(palette.paper)
    if not frame.holds(at, 1.0):
        edge, angle = frame.edge(at, 9.0)
        arrow(pen, edge, angle, 8.0, ink, rim)
    elif trail.trace.diverged and end == last:
        cross(pen, _pair(at), 5.0, ink, rim)
    else:
        near = [one for one in placed if np.hypot(*(one - at)) < _NEAR]
        ball(pen, _pair(at), len(near), ink, rim)
    placed.append(at)


def _pair(place: Floats) -> tuple[float, float]:
    return float(place[0]), float(place[1])
