"""A second opinion on a formula: its text evaluated by mpmath to 50 digits, not by the app."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import mpmath

from app.core.surfaces.surface import Surface

DIGITS = 50
STEP = "1e-15"

_NUMBER = re.compile(r"(?<![A-Za-z_0-9.])(\d+\.?\d*(?:[eE][+-]?\d+)?)")
_FUNCTIONS = {
    **{name: getattr(mpmath, name) for name in ("sin", "cos", "exp", "sqrt")},
    "sigmoid": lambda u: 1 / (1 + mpmath.exp(-u)),
    "abs": abs,
    "max": max,
}


def given(told: Any, parameters: Mapping[str, float]) -> Any:
    """What a surface says, where it may depend on the parameters."""
    return told(parameters) if callable(told) else told


def loss_of(surface: Surface, parameters: Mapping[str, float]) -> Callable[..., Any]:
    """The loss as a function of mpmath numbers."""
    text = _NUMBER.sub(r"mpf('\1')", given(surface.formula, parameters))
    code = compile(text, surface.name, "eval")

    def loss(*point: Any) -> Any:
        with mpmath.workdps(DIGITS):
            numbers = {name: mpmath.mpf(value) for name, value in parameters.items()}
            numbers |= dict(zip(surface.variables, map(mpmath.mpf, point), strict=True))
            return eval(code, {"mpf": mpmath.mpf, "pi": +mpmath.pi, "e": +mpmath.e} | _FUNCTIONS | numbers)

    return loss


def gradient(loss: Callable[..., Any], point: tuple[float, ...]) -> list[float]:
    """The gradient by central differences, good to about 30 digits."""
    with mpmath.workdps(DIGITS):
        h = mpmath.mpf(STEP)
        pairs = [(loss(*_moved(point, (i, h))), loss(*_moved(point, (i, -h)))) for i in range(len(point))]
        return [float((ahead - behind) / (2 * h)) for ahead, behind in pairs]


def hessian(loss: Callable[..., Any], point: tuple[float, ...]) -> list[list[float]]:
    """The Hessian by central differences, good to about 18 digits."""
    size = range(len(point))
    with mpmath.workdps(DIGITS):
        h = mpmath.mpf(STEP)
        return [[float(_second(loss, point, i, j, h)) for j in size] for i in size]


def _second(loss: Callable[..., Any], point: tuple[float, ...], i: int, j: int, h: Any) -> Any:
    corners = [(s * t, loss(*_moved(point, (i, s * h), (j, t * h)))) for s in (1, -1) for t in (1, -1)]
    return sum(sign * value for sign, value in corners) / (4 * h * h)


def _moved(point: tuple[float, ...], *moves: tuple[int, Any]) -> list[Any]:
    moved = [mpmath.mpf(value) for value in point]
    for i, by in moves:
        moved[i] += by
    return moved
