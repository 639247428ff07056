"""One number that a user may tune, with everything the page needs to offer it."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

from app.core.errors import BadInput


@dataclass(frozen=True, slots=True)
class Hyperparameter:
    """A tunable number. `low` and `high` are both allowed values; `log` asks for a logarithmic slider."""

    name: str
    default: float
    low: float
    high: float
    help: str
    log: bool = False
    whole: bool = False
    unit: str = ""

    def check(self, value: float, field: str = "") -> float:
        """The value itself, if it may be used; else BadInput under `field` (or the name)."""
        field = field or self.name
        if not isfinite(value):
            raise BadInput(field, f"{value} is not a finite number.")
        if self.whole and value != int(value):
            raise BadInput(field, f"{_said(value)} is not a whole number.")
        if not self.low <= value <= self.high:
            limits = f"{_said(self.low)} to {_said(self.high)}"
            nearest = _said(min(max(value, self.low), self.high))
            raise BadInput(field, f"{_said(value)} is out of range: choose {limits}.", instead=nearest)
        return value


def _said(value: float) -> str:
    """A number as it stands in a link: 1e-6, not 1e-06."""
    if value == int(value) and abs(value) < 1e17:
        return str(int(value))
    mantissa, _, exponent = f"{value:g}".partition("e")
    return f"{mantissa}e{int(exponent)}" if exponent else mantissa


def learning_rate(default: float, high: float = 100.0) -> Hyperparameter:
    """The step size, named `lr` as in PyTorch."""
    return Hyperparameter("lr", default, 1e-6, high, "how long a step to take against the slope", log=True)


def weight_decay() -> Hyperparameter:
    """The pull towards 0, off by default."""
    return Hyperparameter("weight_decay", 0.0, 0.0, 10.0, "a pull towards zero, added to the gradient")
