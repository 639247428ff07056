"""The small signs at a path: balls, crosses, arrows, diamonds, as on the page (`static/js/plot/marks.js`)."""

from __future__ import annotations

from math import cos, sin

from app.show.picture.palette import Colour
from app.show.picture.pen import Pen

At = tuple[float, float]


def ball(pen: Pen, at: At, below: int, colour: Colour, rim: Colour) -> None:
    """A ball with a rim; on top of `below` others it is smaller and lets them show round it."""
    radius = 5.8 * 0.68**below
    if below == 0:
        pen.discs([at], radius + 1.6, rim)
    pen.discs([at], radius, colour)


def start(pen: Pen, at: At, colour: Colour, rim: Colour) -> None:
    """Where a run begins: an open ring."""
    pen.rings([at], 4.6, rim, 5.0)
    pen.discs([at], 4.6, rim)
    pen.rings([at], 4.6, colour, 2.0)


def cross(pen: Pen, at: At, size: float, colour: Colour, rim: Colour) -> None:
    """Here the run broke off."""
    x, y = at
    for ink, wide in ((rim, 6.0), (colour, 2.8)):
        pen.line([(x - size, y - size), (x + size, y + size)], ink, wide)
        pen.line([(x - size, y + size), (x + size, y - size)], ink, wide)


def arrow(pen: Pen, at: At, angle: float, size: float, colour: Colour, rim: Colour) -> None:
    """Here the run left the picture."""
    outline = [(size, 0.0), (-0.7 * size, 0.75 * size), (-0.35 * size, 0.0), (-0.7 * size, -0.75 * size)]
    turned = [
        (at[0] + u * cos(angle) - v * sin(angle), at[1] + u * sin(angle) + v * cos(angle)) for u, v in outline
    ]
    pen.shape(turned, colour, rim, 3.5)


def diamond(pen: Pen, at: At, size: float, colour: Colour, rim: Colour) -> None:
    """From here on something is otherwise."""
    x, y = at
    corners = [(x + size, y), (x, y + size), (x - size, y), (x, y - size)]
    pen.shape(corners, rim, rim, 5.0)
    pen.line([*corners, corners[0]], colour, 1.8)


def minimum(pen: Pen, at: At, lowest: bool, colour: Colour, rim: Colour) -> None:
    """A known minimum: a ring with its middle, the ring alone where a lower one exists."""
    pen.rings([at], 5.0, rim, 4.0)
    pen.rings([at], 5.0, colour, 1.4)
    if lowest:
        pen.discs([at], 1.8, colour)
