"""Columns brought to one scale, so that a step means as much along each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.core.errors import BadInput
from app.core.tables.table import Column, Values


@dataclass(frozen=True)
class Scaling:
    """How a column was standardized: its values less `mean`, divided by `scale`, both in its own unit."""

    mean: float
    scale: float

    def apply(self, values: Any) -> Any:
        """From the column's own unit to the common scale; any shape."""
        return (values - self.mean) / self.scale

    def undo(self, values: Any) -> Any:
        """Back to the column's own unit; any shape."""
        return values * self.scale + self.mean


def scaling(column: Column, field: str) -> Scaling:
    """The scaling that gives a column mean 0 and standard deviation 1.

    The deviation is the population's (divided by the number of rows), as in scikit-learn's
    StandardScaler. BadInput under `field` where a value is missing, where all are the same as far as
    a double can tell, or where they are too large to be averaged.
    """
    if column.missing:
        raise BadInput(field, f"“{column.title}” has missing values, so it has no scale; fill them in first.")
    with np.errstate(over="ignore", invalid="ignore"):
        mean, scale = float(np.mean(column.values)), float(np.std(column.values))
    if not np.isfinite(scale):
        raise BadInput(
            field, f"The values of “{column.title}” are too large to be averaged; use a larger unit."
        )
    if _tiny(scale, column.values):
        raise BadInput(field, f"“{column.title}” is the same in every row, so it can't be scaled.")
    return Scaling(mean, scale)


def standardized(column: Column, field: str) -> tuple[Values, Scaling]:
    """The values of shape (rows,) with mean 0 and standard deviation 1, and how to undo that."""
    found = scaling(column, field)
    return np.asarray(found.apply(column.values), dtype=np.float64), found


def _tiny(scale: float, values: Values) -> bool:
    """Whether the deviation is no more than the rounding errors of the mean."""
    largest = float(np.max(np.abs(values)))
    return scale <= 10 * float(np.finfo(float).eps) * largest
