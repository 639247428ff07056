"""The slope at a point from its definition: the difference quotient for a step h, and its limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isfinite, nan
from typing import Any

import numpy as np

from app.core.hyperparameters import Hyperparameter
from app.core.landscape import Landscape
from app.core.limits import straight
from app.core.surfaces.surface import Window
from app.core.typeset import mathml_document
from app.experiment import Experiment
from app.experiment.resolve import landscape_of, window_of
from app.experiment.value import Point
from app.show import slopes
from app.show.slope_notes import ROUNDED, STRAIGHT, notes

LENGTH = Hyperparameter("secant", 0.5, -1e3, 1e3, "the step h of the difference quotient")
RATE = Hyperparameter("lr", 0.1, 1e-9, 1e6, "the learning rate of the step to be taken")

_POWERS = range(0, -13, -1)
_SLICE = 121
# The planes are shown over this share of the window.
_PATCH = 0.22


@dataclass(frozen=True)
class Slope:
    """One variable's difference quotient and partial derivative at a point.

    there: the point moved along the variable by h.
    """

    land: Landscape
    at: Point
    k: int
    h: float

    @cached_property
    def there(self) -> Point:
        return self.moved(self.h)

    @cached_property
    def loss(self) -> float:
        return self.land.loss_at(self.at)

    @cached_property
    def exact(self) -> float:
        return self.land.gradient_at(self.at)[self.k]

    def moved(self, h: float) -> Point:
        return (*self.at[: self.k], self.at[self.k] + h, *self.at[self.k + 1 :])

    def quotient(self, h: float) -> float:
        """(f(w + h) − f(w))/h; nan at h = 0 and where the loss is not defined."""
        return (self.land.loss_at(self.moved(h)) - self.loss) / h if h else nan

    @cached_property
    def found(self) -> float:
        """The slope that is used: the quotient, at h = 0 its limit."""
        return self.quotient(self.h) if self.h else self.exact


def derivative(experiment: Experiment, at: Point, h: float, lr: float) -> dict[str, Any]:
    """The difference quotients at a point for one h, their limit, and the step that they lead to.

    What is not finite is null; `notes` say why, in words.
    """
    land, window = landscape_of(experiment), window_of(experiment)
    found = [Slope(land, at, k, h) for k in range(land.dimension)]
    exact = land.gradient_at(at)
    return {
        "at": at,
        "h": h,
        "lr": lr,
        "f": slopes.loss(land),
        "f_help": slopes.LOSS,
        "loss": land.loss_at(at),
        "gradient": exact,
        "variables": [_variable(slope, window[slope.k]) for slope in found],
        "symbols": slopes.symbols(land.variables, h),
        "rounded": ROUNDED,
        "plane": _plane(found, [slope.quotient(h) for slope in found], window) if h else None,
        "tangent_plane": _plane(found, exact, window),
        "step": _step(found, lr),
        "notes": notes(land, at, h),
    }


def _variable(slope: Slope, ends: tuple[float, float]) -> dict[str, Any]:
    land, k, h = slope.land, slope.k, slope.h
    name = land.variables[k]
    here = isfinite(slope.loss)
    return {
        "name": name,
        "symbol": mathml_document(slopes.symbol(land.variables, name)),
        "note": STRAIGHT.format(name) if here and straight(land.formula, land.variables, name) else None,
        "formula": slopes.partial(land, k),
        "numbers_exact": _numbers_exact(slope),
        "there": slope.there,
        "loss_there": land.loss_at(slope.there),
        "quotient": slope.quotient(h) if h else None,
        "numbers": _numbers(slope),
        "exact": slope.exact,
        "table": _table(slope) if here else [],
        "slice": _slice(slope, ends),
        "secant": _line(slope, slope.quotient(h), ends) if h else None,
        "tangent": _line(slope, slope.exact, ends),
        "limit": slopes.limit_lines(land, name) if here else [],
    }


def _numbers_exact(slope: Slope) -> str | None:
    if not isfinite(slope.exact):
        return None
    return slopes.with_numbers(slope.land, slope.k, slope.at, slope.exact)


def _numbers(slope: Slope) -> str | None:
    losses = slope.land.loss_at(slope.there), slope.loss
    if not slope.h or not all(map(isfinite, losses)):
        return None
    land = slope.land
    symbol = slopes.quotient_symbol(land.variables, land.variables[slope.k])
    return slopes.quotient(symbol, slope.at, slope.there, slope.h, losses, slope.quotient(slope.h))


def _table(slope: Slope) -> list[dict[str, float | bool]]:
    """A row for ever smaller powers of ten, and one for the h that is looked at."""
    side = -1.0 if slope.h < 0 else 1.0
    lengths = {side * float(f"1e{power}") for power in _POWERS} | ({slope.h} if slope.h else set())
    return [_row(slope, h) for h in sorted(lengths, key=abs, reverse=True)]


def _row(slope: Slope, h: float) -> dict[str, float | bool]:
    quotient = slope.quotient(h)
    return {"h": h, "quotient": quotient, "off": quotient - slope.exact, "current": h == slope.h}


def _slice(slope: Slope, ends: tuple[float, float]) -> dict[str, Any]:
    """The loss along the variable through the point, across the window."""
    t = np.linspace(*ends, _SLICE)
    columns = [t if i == slope.k else np.full(_SLICE, c) for i, c in enumerate(slope.at)]
    return {"t": t, "z": slope.land.loss_of(*columns)}


def _line(slope: Slope, rise: float, ends: tuple[float, float]) -> list[tuple[float, float]] | None:
    """The ends of a straight line through the point across the window."""
    if not (isfinite(rise) and isfinite(slope.loss)):
        return None
    return [(t, slope.loss + rise * (t - slope.at[slope.k])) for t in ends]


def _plane(found: list[Slope], rises: Sequence[float], window: Window) -> dict[str, Any] | None:
    """A patch of the plane through the point with these slopes: `z[j][i]` belongs to `x[i]`, `y[j]`."""
    loss = found[0].loss
    if len(found) == 1 or not all(map(isfinite, (loss, *rises))):
        return None
    reach = [_PATCH * (high - low) / 2 for low, high in window]
    (x, y), (across, along) = found[0].at, reach
    z = [[loss + rises[0] * dx + rises[1] * dy for dx in (-across, across)] for dy in (-along, along)]
    return {"x": (x - across, x + across), "y": (y - along, y + along), "z": z}


def _step(found: list[Slope], lr: float) -> dict[str, Any] | None:
    """One step against the slope found; None where there is no slope."""
    rises = [slope.found for slope in found]
    if not all(map(isfinite, rises)):
        return None
    first = found[0]
    to = tuple([value - lr * rise for value, rise in zip(first.at, rises, strict=True)])
    names = first.land.variables
    kind = "secant" if first.h else "exact"
    by = [(slopes.quotient_symbol if first.h else slopes.symbol)(names, name) for name in names]
    lines = [slopes.step(names, s.k, s.at[s.k], lr, s.found, to[s.k], by[s.k]) for s in found]
    return {"to": to, "loss": first.land.loss_at(to), "lines": lines, "slope": kind}
