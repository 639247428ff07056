"""The catalogue of optimizers, in order from simple to complex.

An optimizer is one definition in one of these modules; the variable's name is its id.
"""

from __future__ import annotations

from app.core.optimizers import adam, adaptive, curvature, descent, searches, slopeless, variations
from app.core.optimizers.method import Method
from app.core.optimizers.rule import Rule

Optimizer = Rule | Method

_FAMILIES = (descent, adaptive, adam, variations, searches, curvature, slopeless)

OPTIMIZERS: dict[str, Optimizer] = {
    name: defined
    for family in _FAMILIES
    for name, defined in vars(family).items()
    if isinstance(defined, Rule | Method)
}
