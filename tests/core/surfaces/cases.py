"""The whole catalogue as test cases: each surface at its own parameters, and at others where it has any."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.landscape import Landscape, landscape
from app.core.surfaces import SURFACES

Point = tuple[float, ...]
Values = dict[str, float]

DEFAULTS: dict[str, Values] = {id: {p.name: p.default for p in s.parameters} for id, s in SURFACES.items()}


def _elsewhere(id: str) -> Values:
    """Parameter values two thirds of the way up each range."""
    values = {}
    for p in SURFACES[id].parameters:
        value = p.low ** (1 / 3) * p.high ** (2 / 3) if p.log else p.low + 2 / 3 * (p.high - p.low)
        values[p.name] = float(round(value)) if p.whole else value
    return values


CASES = [*DEFAULTS.items(), *[(id, _elsewhere(id)) for id in SURFACES if SURFACES[id].parameters]]

every_case = pytest.mark.parametrize(
    ("id", "values"),
    CASES,
    ids=[f"{id}{'' if values == DEFAULTS[id] else '-changed'}" for id, values in CASES],
)
every_surface = pytest.mark.parametrize("id", SURFACES)


def bound(id: str, values: Values) -> Landscape:
    return landscape(SURFACES[id], values)


def minima_of(land: Landscape) -> list[tuple[Point, float]]:
    """Global and local ones."""
    return [*land.minima, *land.local_minima]


def strewn(land: Landscape, count: int = 4) -> list[Point]:
    """The start and points here and there in the window, the same every time."""
    random = np.random.default_rng(1)
    low, high = np.array(land.window, dtype=float).T
    return [land.start, *[tuple(random.uniform(low, high).tolist()) for _ in range(count)]]
