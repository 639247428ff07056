"""Which colour or height stands for which loss."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from matplotlib.path import Path

from app.show.picture.faces import width
from app.show.picture.ground import LEVELS, Ground
from app.show.picture.palette import Palette, colour
from app.show.picture.pen import Box, Pen
from app.show.picture.scale import Tick

_APART = 12.0


def strip(pen: Pen, found: Ground, box: Box, palette: Palette, size: float = 15.0) -> None:
    """The surface's colours from low to high, with losses below them and their title at the end."""
    left, top, wide, high = box
    title = found.scene.scale.title
    room = wide - width(title, size) - 2 * _APART
    for k in range(LEVELS):
        piece = (left + room * k / LEVELS, top, room / LEVELS + 0.5, high)
        pen.rectangle(piece, colour(palette.height(k / (LEVELS - 1))))
    pen.frame((left, top, room, high), colour(palette.line), 1.0)
    pen.word(title, (left + wide, top + high / 2), size, colour(palette.soft), align=1)
    scale = found.scene.scale
    ticks = scale.ticks(found.low, found.high, 4 if scale.log else 5)
    places = [(left + room * (at - found.low) / (found.high - found.low), text) for at, text in ticks]
    for x, text in clear(places, size):
        x = min(max(x, left + width(text, size) / 2), left + room)
        pen.word(text, (x, top + high + size), size, colour(palette.soft), align=0.5)


def clear(places: list[Tick], size: float) -> list[Tick]:
    """Every number, every other, every third: as many as stand apart from each other."""
    for stride in range(1, len(places) + 1):
        kept = places[::stride]
        ends = [(x - width(text, size) / 2, x + width(text, size) / 2) for x, text in kept]
        if all(b[0] - a[1] >= _APART for a, b in pairwise(ends)):
            return kept
    return places[:1]


def upright_ticks(pen: Pen, found: Ground, box: Box, palette: Palette, size: float = 15.0) -> None:
    """Losses on the curve's own frame, each with a faint line across."""
    left, top, wide, high = box
    (low, top_height) = found.frame.y
    for at, text in found.scene.scale.ticks(low, top_height, 5):
        y = top + high - high * (at - low) / (top_height - low)
        if top + size < y < top + high - size:
            pen.path(Path(np.array([(left, y), (left + wide, y)])), colour(palette.ink, 0.08), 1.0)
            pen.word(text, (left + 10, y - 0.7 * size), size, colour(palette.soft))
