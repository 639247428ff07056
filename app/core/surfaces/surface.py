"""What defines a surface: a formula, where to look, where to start, and what is known of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.core.hyperparameters import Hyperparameter

Point = tuple[float, ...]
Window = tuple[tuple[float, float], ...]
Parameters = Mapping[str, float]


def rounded(low: float, high: float) -> tuple[float, float]:
    """A side of a window, outwards to two digits of its width."""
    unit = 10.0 ** (math.floor(math.log10(high - low)) - 1)
    return float(f"{math.floor(low / unit) * unit:.12g}"), float(f"{math.ceil(high / unit) * unit:.12g}")


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A loss over one or two variables.

    `formula`, `minima`, `local_minima`, `window` and `start` may each be a function of the
    surface's parameters where they depend on them.

    formula: text in the small language, over `variables` and the names of `parameters`.
    window: a (low, high) pair for each variable: what is drawn unless asked otherwise.
    start: where runs begin unless asked otherwise; inside the window.
    minima: every global minimum inside the window, to at least 1e-6 in each coordinate. Empty where
        the surface falls without end or its lowest point is at infinity.
    local_minima: further ones worth knowing, same accuracy.
    floor: the largest lower bound, where no point reaches it (a plateau that falls for ever).
    log: heights span decades, so draw them on a logarithmic scale by default.
    marks: points worth pointing at, each with a word on why.
    story: one plain sentence on what to notice. source: where the formula comes from.
    """

    name: str
    formula: str | Callable[[Parameters], str]
    window: Window | Callable[[Parameters], Window]
    start: Point | Callable[[Parameters], Point]
    story: str
    source: str
    minima: tuple[Point, ...] | Callable[[Parameters], tuple[Point, ...]] = ()
    local_minima: tuple[Point, ...] | Callable[[Parameters], tuple[Point, ...]] = ()
    floor: float | None = None
    variables: tuple[str, ...] = ("x", "y")
    parameters: tuple[Hyperparameter, ...] = ()
    log: bool = False
    marks: tuple[tuple[Point, str], ...] = ()
