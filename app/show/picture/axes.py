"""Ticks, numbers and titles round a picture of two axes."""

from __future__ import annotations

import numpy as np

from app.show.picture.faces import shortened
from app.show.picture.frames import Frame
from app.show.picture.numbers import number
from app.show.picture.palette import Palette, colour
from app.show.picture.pen import Pen
from app.show.picture.scale import Tick, nice_values
from app.show.picture.strip import clear

# Room for numbers and a title at the left and below, in pixels.
LEFT, BELOW = 56.0, 46.0
_SIZE = 12.0
_TICK = 4.0


def axes(
    pen: Pen, frame: Frame, titles: tuple[str, str], palette: Palette, up: list[Tick], grid: bool = False
) -> None:
    """Both axes of a frame; up: the ticks of the upright one. grid: with faint lines across."""
    left, top, wide, high = frame.box
    soft, faint = colour(palette.soft), colour(palette.ink, 0.25)
    across = [(at, number(at)) for at in nice_values(*frame.x, 6)]
    places = [(frame.place(np.array(at), np.array(frame.y[0])), text) for at, text in across]
    for x, text in clear([(float(place[0]), text) for place, text in places], _SIZE):
        pen.line([(x, top + high), (x, top + high + _TICK)], faint, 1.0, cap="butt")
        pen.word(text, (x, top + high + 14), _SIZE, soft, align=0.5)
    for at, text in up:
        y = float(frame.place(np.array(frame.x[0]), np.array(at))[1])
        if top - 1 <= y <= top + high + 1:
            pen.line([(left - _TICK, y), (left, y)], faint, 1.0, cap="butt")
            pen.word(text, (left - 8, y), _SIZE, soft, align=1.0)
            if grid:
                pen.line([(left, y), (left + wide, y)], colour(palette.ink, 0.07), 1.0, cap="butt")
    below, beside = [shortened(title, side, _SIZE) for title, side in zip(titles, (wide, high), strict=True)]
    pen.word(below, (left + wide / 2, top + high + 33), _SIZE, soft, align=0.5)
    pen.word(beside, (left - LEFT + 8, top + high / 2), _SIZE, soft, align=0.5, upright=True)
    pen.frame(frame.box, colour(palette.line), 1.0)
