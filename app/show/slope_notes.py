"""What has to be said of a slope in words: where there is none, and where its numbers mislead."""

from __future__ import annotations

from math import isfinite, nan

from app.core.landscape import Landscape
from app.core.verdict import number

STRAIGHT = (
    "Along {0} this surface is itself a straight line, so every h gives the same slope. Along a curved one "
    "they differ: try x**2."
)
ROUNDED = (
    "Below about 10⁻⁸ the computer's rounding takes over: it keeps 16 digits, and the difference of two "
    "nearly equal numbers loses most of them."
)

# Of each side's quotient at a kink.
_NEAR = 1e-6
_FLOAT = 2.2e-16


def notes(land: Landscape, at: tuple[float, ...], h: float) -> list[str]:
    """Plain sentences on the difference quotients at a point for one h."""
    if not isfinite(land.loss_at(at)):
        return ["The loss is not a finite number at this point, so it has no slope here."]
    told = [_variable_note(land, at, k, h) for k in range(land.dimension)]
    kinks = [_kink(land, at, k) for k in range(land.dimension)]
    at_zero = (
        [] if h else ["At h = 0 there is nothing to divide by: the slope shown is the limit, found exactly."]
    )
    return [*at_zero, *[note for note in (*kinks, *told) if note]]


def _variable_note(land: Landscape, at: tuple[float, ...], k: int, h: float) -> str:
    name, quotient = land.variables[k], _quotient(land, at, k, h)
    if h and not isfinite(quotient):
        return f"With this h, the step along {name} leads to where the loss is not a finite number."
    if h and _rounding(land, at, k, h) > 1e-4 * max(1e-3, abs(quotient)):
        return (
            f"Along {name}, h is so small that the two losses agree in nearly all of their digits: what is "
            "left of them is mostly rounding."
        )
    return ""


def _quotient(land: Landscape, at: tuple[float, ...], k: int, h: float) -> float:
    there = (*at[:k], at[k] + h, *at[k + 1 :])
    return (land.loss_at(there) - land.loss_at(at)) / h if h else nan


def _rounding(land: Landscape, at: tuple[float, ...], k: int, h: float) -> float:
    """About how far the quotient may be off for want of digits."""
    slope = land.gradient_at(at)[k]
    moved = abs(slope) * _FLOAT * abs(at[k]) if isfinite(slope) else 0.0
    return (_FLOAT * abs(land.loss_at(at)) + moved) / abs(h)


def _kink(land: Landscape, at: tuple[float, ...], k: int) -> str:
    left, right = _quotient(land, at, k, -_NEAR), _quotient(land, at, k, _NEAR)
    if not (isfinite(left) and isfinite(right)) or abs(right - left) < 1e-2 * (1 + abs(left) + abs(right)):
        return ""
    return (
        f"There is a kink along {land.variables[k]}: from below the slope is {number(left)}, from above "
        f"{number(right)}. No single limit exists; the page uses one of them."
    )
