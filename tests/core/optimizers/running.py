"""One run of an optimizer on a formula, with the catalogue's defaults."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.core.descend import Descent
from app.core.landscape import Landscape, typed
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.method import Method
from app.core.optimizers.rule import Rule
from app.core.plan import Optimizer, Plan, Segment

RULES = {name: optimizer for name, optimizer in OPTIMIZERS.items() if isinstance(optimizer, Rule)}
METHODS = {name: optimizer for name, optimizer in OPTIMIZERS.items() if isinstance(optimizer, Method)}


def landscape_of(formula: str) -> Landscape:
    """The formula's landscape, its lowest loss known to be 0."""
    return replace(typed(formula), floor=0.0)


def settings(optimizer: Optimizer, values: dict[str, float]) -> tuple[tuple[str, float], ...]:
    """All hyperparameters, the default where none is given."""
    unknown = values.keys() - {h.name for h in optimizer.hyperparameters}
    assert not unknown
    return tuple([(h.name, float(values.get(h.name, h.default))) for h in optimizer.hyperparameters])


def run(formula: str, name: str, start: tuple[float, ...], steps: int, **values: float) -> Descent:
    """The run, advanced to its end."""
    optimizer = OPTIMIZERS[name]
    segment = Segment(0, optimizer, settings(optimizer, values))
    descent = Descent(landscape_of(formula), Plan(start, (segment,), steps))
    descent.advance(steps)
    return descent


def points(descent: Descent) -> NDArray[np.float64]:
    """All points of a run, shape (steps + 1, d)."""
    return np.array(descent.path.points).T
