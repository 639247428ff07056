"""The loss at each step, drawn for print."""

from __future__ import annotations

from functools import partial

import numpy as np

from app.core.rows import Floats
from app.show.picture import plate
from app.show.picture.axes import BELOW, LEFT, axes
from app.show.picture.frames import Frame
from app.show.picture.ground import extremes
from app.show.picture.lossrange import Range, range_of
from app.show.picture.palette import Palette
from app.show.picture.pen import Box, Pen
from app.show.picture.scale import Scale
from app.show.picture.scene import Scene, Trace
from app.show.picture.trails import heads, lines, trails

_HIGH = 320.0


def loss_svg(scene: Scene, theme: str) -> bytes:
    """As drawn shapes."""
    return plate.svg(scene, theme, _HIGH + BELOW, partial(_drawn, scene))


def _drawn(scene: Scene, pen: Pen, room: Box, palette: Palette) -> None:
    left, top, wide, _ = room
    scale, up = spanned(scene)
    end = max(1, min(scene.steps, scene.length))
    frame = Frame((left + LEFT, top, wide - LEFT, _HIGH), (-0.005 * end, 1.01 * end), up)

    def place(trace: Trace) -> Floats:
        return frame.place(np.arange(len(trace.loss), dtype=float), scale.at(trace.loss))

    title = f"loss + {scale.shift:.3g}, logarithmic" if scale.log and scale.shift else scale.title
    axes(pen, frame, ("step", title), palette, scale.ticks(*up, 5), grid=True)
    ways = trails(scene.traces, place)
    with pen.within(frame.box):
        lines(pen, ways, palette, to=scene.step)
    heads(pen, ways, frame, palette, scene.step)


def spanned(scene: Scene) -> tuple[Scale, Range]:
    """The chart's scale and range: as the link wants it, else as the surface decides."""
    low, high = extremes(scene.z)
    wanted = scene.loss or ("linear" if scene.goes_below else "log")
    return range_of([trace.loss for trace in scene.traces], wanted, scene.shift, high - low)
