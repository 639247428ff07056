"""The loss at each step, on the range that the page's chart would show (`static/js/plot/lossrange.js`)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import numpy as np

from app.core.rows import Floats
from app.show.picture import plate
from app.show.picture.axes import BELOW, LEFT, axes
from app.show.picture.frames import Frame, Range
from app.show.picture.ground import extremes
from app.show.picture.palette import Palette
from app.show.picture.pen import Box, Pen
from app.show.picture.scale import Scale
from app.show.picture.scene import Scene, Trace
from app.show.picture.trails import heads, lines, trails

_HIGH = 320.0
_DECADES_UP, _DECADES_DOWN, _PARTS = 3.0, 16.0, 8.0


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


@dataclass(frozen=True, slots=True)
class _Seen:
    """The extremes of all losses, the lowest above 0, and the extremes at the start."""

    low: float
    high: float
    positive: float
    first_low: float
    first_high: float


def spanned(scene: Scene) -> tuple[Scale, Range]:
    """The chart's scale and range. Runs that fly off leave it rather than flatten the others."""
    losses = [trace.loss[np.isfinite(trace.loss)] for trace in scene.traces]
    losses = [loss for loss in losses if loss.size]
    if not losses:
        return Scale(), (0.0, 1.0)
    seen = _seen(losses)
    wanted = scene.loss or ("linear" if scene.goes_below else "log")
    shift = scene.shift if seen.low < 0 else 0.0
    if wanted == "log" and seen.low + shift >= 0:
        return _log(seen, shift)
    low, high = extremes(scene.z)
    return Scale(), _linear(seen, high - low)


def _seen(losses: list[Floats]) -> _Seen:
    whole, first = np.concatenate(losses), np.array([loss[0] for loss in losses])
    positive = whole[whole > 0]
    return _Seen(
        low=float(whole.min()),
        high=float(whole.max()),
        positive=float(positive.min()) if positive.size else 1.0,
        first_low=float(first.min()),
        first_high=float(first.max()),
    )


def _log(seen: _Seen, shift: float) -> tuple[Scale, Range]:
    scale = Scale(True, shift)
    lowest = seen.low if shift else seen.positive
    bottom, top, first = scale.at(np.array([lowest, seen.high, seen.first_high])).tolist()
    top = min(top, first + _DECADES_UP)
    return scale, _rounded(max(bottom, top - _DECADES_DOWN), top, 0.5)


def _linear(seen: _Seen, span: float) -> Range:
    top = min(seen.high, seen.first_high + span / 2)
    bottom = max(seen.low, seen.first_low - 2 * span)
    return _rounded(bottom, top, 10.0 ** math.floor(math.log10((top - bottom or 1.0) / _PARTS)) * 2)


def _rounded(low: float, high: float, step: float) -> Range:
    bottom = math.floor(low / step + 1e-9) * step
    room = math.ceil(high / step - 1e-9) * step - bottom or step
    return bottom - 0.04 * room, bottom + 1.06 * room
