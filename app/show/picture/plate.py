"""A plate: one picture at the width of a printed page, its legend below it; as PNG or as SVG."""

from __future__ import annotations

from collections.abc import Callable

from app.show.picture.faces import shortened, width
from app.show.picture.numbers import number
from app.show.picture.palette import PALETTES, Palette, colour
from app.show.picture.pen import Box, Pen
from app.show.picture.raster import Raster
from app.show.picture.scene import Scene, Trace
from app.show.picture.vector import Vector

WIDTH = 640.0
_MARGIN = 16.0
_MILLIMETRES = 160.0
_DOTS = 300.0
_INCH = 25.4
_POINTS = 72.0
_ROW = 22.0
_SIZE = 13.0

# Draws on a pen, in a box that is as wide as the plate, in a palette.
Draw = Callable[[Pen, Box, Palette], None]


def png(scene: Scene, theme: str, high: float, draw: Draw) -> bytes:
    """The plate at 300 dots an inch. high: of the picture, in pixels of the page."""
    palette = PALETTES[theme]
    scale = _MILLIMETRES / _INCH * _DOTS / WIDTH
    sheet = Raster(round(WIDTH * scale), round(_height(scene, high) * scale), palette.paper, scale)
    _fill(sheet.pen, scene, high, draw, palette)
    return sheet.png(int(_DOTS))


def svg(scene: Scene, theme: str, high: float, draw: Draw) -> bytes:
    """The plate as drawn shapes, 160 mm wide."""
    palette = PALETTES[theme]
    sheet = Vector(WIDTH, _height(scene, high), palette.paper, _MILLIMETRES / _INCH * _POINTS / WIDTH)
    _fill(sheet.pen, scene, high, draw, palette)
    return sheet.svg()


def _height(scene: Scene, high: float) -> float:
    return high + _ROW * len(scene.traces) + 2 * _MARGIN


def _fill(pen: Pen, scene: Scene, high: float, draw: Draw, palette: Palette) -> None:
    draw(pen, (_MARGIN, _MARGIN, WIDTH - 2 * _MARGIN, high), palette)
    legend(pen, scene, (_MARGIN, _MARGIN + high, WIDTH - 2 * _MARGIN, _ROW), palette, scene.step)


def legend(pen: Pen, scene: Scene, row: Box, palette: Palette, step: int | None) -> None:
    """Each run in its colour with its loss at a step, or at its end. row: the first of them."""
    left, top, wide, high = row
    for k, trace in enumerate(scene.traces):
        y = top + high * (k + 0.5)
        told = reached(trace, step)
        pen.discs([(left + 6, y)], 5.0, colour(palette.runs[trace.id]))
        room = wide - 22 - 16 - width(told, _SIZE)
        pen.word(shortened(trace.label, room, _SIZE), (left + 18, y), _SIZE, colour(palette.ink))
        pen.word(told, (left + wide, y), _SIZE, colour(palette.soft), align=1)


def reached(trace: Trace, step: int | None) -> str:
    """A run's loss at a step in words, or how it ended."""
    at = trace.last if step is None else min(step, trace.last)
    if trace.diverged and at == trace.last:
        return f"diverged at step {trace.ended}"
    return f"loss {number(float(trace.loss[at]), 3)} at step {at}"
