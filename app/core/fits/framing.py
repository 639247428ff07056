"""What to draw of a fitted surface: a window that holds the start, the lowest point and what lies between."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from app.core import calculus
from app.core.compile import function
from app.core.surfaces.surface import Point, Window, rounded

if TYPE_CHECKING:
    from app.core.fits.fit import Fit

# A score of this size decides without doubt.
_CERTAIN = 5.0


def framed(fit: Fit, lowest: Point | None) -> Window:
    """A window for a model that is a weighted sum: each weight as wide as it takes to explain the target."""
    ends = [sorted((0.0, at)) for at in lowest or (0.0,) * len(fit.model.weights)]
    reaches = _reaches(fit)
    margins = [max(0.35 * (high - low), reach) for (low, high), reach in zip(ends, reaches, strict=True)]
    sides = zip(ends, margins, strict=True)
    return tuple([rounded(low - margin, high + margin) for (low, high), margin in sides])


def _reaches(fit: Fit) -> list[float]:
    """How far each weight must go for its own part alone to be as large as the target is."""
    size = _CERTAIN if fit.kind.of_score or fit.loss == "hinge" else _typical(fit.target)
    parts = calculus.gradient(fit.answer, fit.model.weights)
    columns = function(parts, fit.model.inputs, True)(*fit.inputs)
    return [0.75 * size / _typical(np.asarray(column, dtype=float)) for column in columns]


def _typical(values: np.ndarray) -> float:
    """The root of the mean square; 1 where that is nothing."""
    with np.errstate(all="ignore"):
        root = float(np.sqrt(np.mean(np.square(values))))
    return root if 0 < root < math.inf else 1.0
