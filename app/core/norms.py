"""How long a gradient is, from its components."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot


def norms(slopes: Sequence[Sequence[float | None]]) -> list[float | None]:
    """The gradient's length at each point, from its components; None where one of them is."""
    return [None if None in slope else hypot(*slope) for slope in zip(*slopes, strict=True)]
