"""Level lines of a grid as polylines, and paths cut to a frame: what a figure is drawn from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from app.core.fits.curves import Segment, crossings
from app.core.rows import Floats

Place = tuple[float, float]
Frame = tuple[tuple[float, float], tuple[float, float]]

# Ends of pieces that lie closer than this share of the grid are the same.
_SAME = 1e-6


def isolines(x: Floats, y: Floats, z: Floats, level: float) -> list[list[Place]]:
    """Where z, with z[j][i] at x[i], y[j], is at a level: each line once, from end to end.

    Around points where z is not finite there are none.
    """
    pieces = [piece for piece in crossings(x, y, z - level) if np.isfinite(piece).all()]
    return chained(pieces, (_SAME * float(x[1] - x[0]), _SAME * float(y[1] - y[0])))


def chained(pieces: Sequence[Segment], same: Place) -> list[list[Place]]:
    """Pieces of lines put together where they meet."""
    ends: dict[tuple[int, int], list[int]] = defaultdict(list)
    # A level through a point of the grid itself leaves pieces without length there.
    pieces = [piece for piece in pieces if _key(piece[0], same) != _key(piece[1], same)]
    keys = [tuple([_key(end, same) for end in piece]) for piece in pieces]
    for i, (begin, end) in enumerate(keys):
        ends[begin].append(i)
        ends[end].append(i)
    left = set(range(len(pieces)))
    # From open ends first, so that a line is not begun in its middle.
    order = [pair[0] for pair in ends.values() if len(pair) == 1] + list(range(len(pieces)))
    found = []
    for first in order:
        if first in left:
            at = next((k for k in (0, 1) if len(ends[keys[first][k]]) == 1), 0)
            found.append([*_walk(pieces, keys, ends, left, first, at)])
    return found


def _walk(
    pieces: Sequence[Segment],
    keys: Sequence[tuple[tuple[int, int], ...]],
    ends: dict[tuple[int, int], list[int]],
    left: set[int],
    piece: int | None,
    at: int,
) -> Iterator[Place]:
    """The line that begins with one end of a piece, as far as unused pieces go."""
    assert piece is not None
    yield pieces[piece][at]
    while piece is not None:
        left.discard(piece)
        yield pieces[piece][1 - at]
        meeting = keys[piece][1 - at]
        piece = next((i for i in ends[meeting] if i in left), None)
        if piece is not None:
            at = 0 if keys[piece][0] == meeting else 1


def _key(end: Place, same: Place) -> tuple[int, int]:
    return round(end[0] / same[0]), round(end[1] / same[1])


def framed(points: Sequence[Place], frame: Frame) -> list[list[Place]]:
    """A path in the pieces of it that lie within a frame; what leaves it is cut where it leaves."""
    found: list[list[Place]] = []
    if len(points) == 1 and _cut(points[0], points[0], frame):
        return [[points[0]]]
    for begin, end in pairwise(points):
        cut = _cut(begin, end, frame)
        if cut is None:
            continue
        if found and found[-1][-1] == cut[0]:
            found[-1].append(cut[1])
        else:
            found.append([*cut])
    return found


def _cut(begin: Place, end: Place, frame: Frame) -> Segment | None:
    """The part of a line within a frame (Liang and Barsky); None where it has none."""
    first, last = 0.0, 1.0
    for a, b, (low, high) in zip(begin, end, frame, strict=True):
        if a == b:
            if not low <= a <= high:
                return None
            continue
        enter, leave = sorted([(low - a) / (b - a), (high - a) / (b - a)])
        first, last = max(first, enter), min(last, leave)
    if first > last:
        return None
    return _at(begin, end, first), _at(begin, end, last)


def _at(begin: Place, end: Place, share: float) -> Place:
    if share in (0.0, 1.0):
        return end if share else begin
    return begin[0] + share * (end[0] - begin[0]), begin[1] + share * (end[1] - begin[1])
