"""The sign of Fall Line, as `static/icon.svg` draws it."""

from __future__ import annotations

from matplotlib.path import Path

from app.show.picture.palette import colour
from app.show.picture.pen import Pen

_SIDE = 32.0
_CORNER = 7.0
_GROUND = "1d3a4a"
_WAY = "a6c2d7"
_BALL = "fa7d4d"
_POINTS = ((5, 7), (9, 7), (11, 11), (13, 16), (15, 21), (17, 25), (21, 25), (25, 25), (26, 22), (27, 19))


def brand(pen: Pen, at: tuple[float, float], side: float) -> None:
    """The sign with its top left corner at a place."""
    size = side / _SIDE

    def place(x: float, y: float) -> tuple[float, float]:
        return at[0] + size * x, at[1] + size * y

    low, high = _CORNER, _SIDE - _CORNER
    corners = [(low, low), (high, low), (high, high), (low, high), (low, low)]
    # A stroke with round joins gives the square its round corners.
    pen.line([place(*corner) for corner in corners], colour(_GROUND), 2 * _CORNER * size)
    pen.area(Path([place(*corner) for corner in corners], closed=True), colour(_GROUND))
    codes = [Path.MOVETO] + [Path.CURVE4] * (len(_POINTS) - 1)
    pen.path(Path([place(x, y) for x, y in _POINTS], codes), colour(_WAY), 2.4 * size)
    pen.discs([place(12.4, 14.6)], 3.6 * size, colour(_BALL))
