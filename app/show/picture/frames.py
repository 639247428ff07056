"""Where a picture puts points: a box of pixels and the ranges that it shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.core.rows import Floats
from app.show.picture.pen import Box

# Wider windows than this are stretched to the room there is.
_ROUND = 2.5
Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """box: left, top, width, height in pixels. x, y: the values at its sides, y at the bottom first."""

    box: Box
    x: Range
    y: Range

    def place(self, x: Floats, y: Floats) -> Floats:
        """Points in pixels, shape (n, 2)."""
        left, top, wide, high = self.box
        across = left + (x - self.x[0]) * (wide / (self.x[1] - self.x[0]))
        down = top + high - (y - self.y[0]) * (high / (self.y[1] - self.y[0]))
        return np.stack([across, down], axis=-1)

    def holds(self, at: Floats, margin: float = 0.0) -> bool:
        """Whether a pixel lies in the box, or so near to it."""
        left, top, wide, high = self.box
        across = left - margin <= at[0] <= left + wide + margin
        return bool(across and top - margin <= at[1] <= top + high + margin)

    def edge(self, at: Floats, inset: float) -> tuple[tuple[float, float], float]:
        """The place, `inset` within the box, that is nearest to a pixel outside, and the angle it lies at."""
        left, top, wide, high = self.box
        x = float(np.clip(at[0], left + inset, left + wide - inset))
        y = float(np.clip(at[1], top + inset, top + high - inset))
        beyond = at - np.clip(at, [left, top], [left + wide, top + high])
        return (x, y), float(np.arctan2(beyond[1], beyond[0]))


def equal_units(window: tuple[Range, Range]) -> bool:
    """Whether both axes get the same unit: steepest descent is at right angles to the levels only then."""
    (x0, x1), (y0, y1) = window
    ratio = (x1 - x0) / (y1 - y0)
    return 1 / _ROUND < ratio < _ROUND


def fitted(window: tuple[Range, Range], room: Box) -> Box:
    """The largest box in the middle of `room` for a window: all of it where units need not be equal."""
    if not equal_units(window):
        return room
    left, top, wide, high = room
    (x0, x1), (y0, y1) = window
    unit = min(wide / (x1 - x0), high / (y1 - y0))
    across, up = unit * (x1 - x0), unit * (y1 - y0)
    return left + (wide - across) / 2, top + (high - up) / 2, across, up
