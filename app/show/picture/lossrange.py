"""On which scale and range losses are shown over the steps: as the page does in `lossrange.js`."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from app.core.rows import Floats
from app.show.picture.scale import Scale

Range = tuple[float, float]

_DECADES_UP, _DECADES_DOWN, _PARTS = 3.0, 16.0, 8.0


@dataclass(frozen=True, slots=True)
class _Seen:
    """The extremes of all losses, the lowest above 0, and the extremes at the start."""

    low: float
    high: float
    positive: float
    first_low: float
    first_high: float


def range_of(runs: Iterable[Floats], wanted: str, shift: float, span: float) -> tuple[Scale, Range]:
    """The chart's scale and range, in the scale's heights, for the losses of each run.

    Runs that fly off leave it rather than flatten the others. wanted: `log` or `linear`; what is below zero
    even with `shift` added is linear anyway. span: how much the surface rises, which is what a linear range
    goes by.
    """
    losses = [loss[np.isfinite(loss)] for loss in runs]
    losses = [loss for loss in losses if loss.size]
    if not losses:
        return Scale(), (0.0, 1.0)
    seen = _seen(losses)
    shift = shift if seen.low < 0 else 0.0
    if wanted == "log" and seen.low + shift >= 0:
        return _log(seen, shift)
    return Scale(), _linear(seen, span)


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
