"""From a loss to the height it is drawn at, and the ticks to read it by, as on the page: `heights.js`."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from app.core.rows import Floats
from app.show.picture.numbers import number, power_of_ten

_MANY_DECADES = 2
_STEPS = (1, 2, 5, 10)
_DIGITS = (1, 2, 5)
_FINE_DIGITS = (1, 1.5, 2, 3, 4, 5, 6, 8)

Tick = tuple[float, str]


@dataclass(frozen=True, slots=True)
class Scale:
    """log: a loss L stands at log10(L + shift); else at itself."""

    log: bool = False
    shift: float = 0.0

    @property
    def title(self) -> str:
        """What stands at the axis."""
        return "loss, logarithmic" if self.log else "loss"

    def at(self, losses: Floats) -> Floats:
        """The heights; nan where there is none. What lies below a logarithm's domain is drawn far down."""
        told = np.asarray(losses, dtype=float)
        if not self.log:
            return np.where(np.isfinite(told), told, np.nan)
        with np.errstate(all="ignore"):
            heights = np.log10(np.maximum(told + self.shift, np.finfo(float).tiny))
        return np.where(np.isfinite(told), heights, np.nan)

    def ticks(self, low: float, high: float, count: int) -> list[Tick]:
        """About `count` heights between two, each with the loss that is read there."""
        if not self.log:
            return [(at, number(at)) for at in nice_values(low, high, count)]
        return _decades(low, high, count) if self.shift == 0 else _shifted(low, high, count, self.shift)


def nice_values(low: float, high: float, count: int) -> list[float]:
    """Round values between `low` and `high`, about `count` of them."""
    step = _nice_step((high - low) / count)
    if not (step > 0 and math.isfinite(step)):
        return [low]
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [float(f"{k * step:.12g}") + 0.0 for k in range(first, last + 1)]


def _nice_step(rough: float) -> float:
    if not (rough > 0 and math.isfinite(rough)):
        return 0.0
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * 0.999)


def _decades(low: float, high: float, count: int) -> list[Tick]:
    if high - low < 2:
        return _fractions(low, high)
    step = max(1, math.ceil((high - low) / count))
    first = math.ceil(low / step) * step
    return [(float(k), _decade(k)) for k in range(first, math.floor(high) + 1, step)]


def _decade(exponent: int) -> str:
    return number(10.0**exponent) if abs(exponent) <= 3 else power_of_ten(exponent)


def _fractions(low: float, high: float) -> list[Tick]:
    digits = _FINE_DIGITS if high - low < 0.7 else _DIGITS
    every = [
        (math.log10(d) + k, d * 10.0**k) for k in range(math.floor(low), math.floor(high) + 1) for d in digits
    ]
    return [(at, number(loss)) for at, loss in every if low <= at <= high]


def _shifted(low: float, high: float, count: int, shift: float) -> list[Tick]:
    """Evenly spread heights, each moved to the nearest loss that is a round number."""
    near = _power_near if high - low > _MANY_DECADES else _one_figure
    found: dict[float, float] = {}
    for k in range(count + 1):
        loss = near(10 ** (low + (high - low) * k / count) - shift, shift)
        at = math.log10(loss + shift) if loss + shift > 0 else -math.inf
        if low - 1e-9 <= at <= high + 1e-9:
            found[loss] = at
    ticks = sorted([(at, _short(loss)) for loss, at in found.items()])
    return _apart(ticks, (high - low) / count / 2)


def _one_figure(loss: float, shift: float) -> float:
    return 0.0 if abs(loss) < shift * 0.1 else float(f"{loss:.1g}")


def _power_near(loss: float, shift: float) -> float:
    return _one_figure(loss, shift) if loss < shift * 0.3 else 10.0 ** round(math.log10(loss))


def _short(loss: float) -> str:
    exponent = math.log10(loss) if loss > 0 else 0.5
    return _decade(int(exponent)) if exponent.is_integer() else number(loss)


def _apart(ticks: list[Tick], distance: float) -> list[Tick]:
    kept: list[Tick] = []
    for tick in ticks:
        if not kept or tick[0] - kept[-1][0] >= distance:
            kept.append(tick)
    return kept
