"""The gradient on a grid, for arrows all over the map."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.experiment.resolve import relief_of, window_of
from app.experiment.value import Experiment

# How many arrows there are along each variable, unless another number is asked for.
SIDE = 17


def field(experiment: Experiment, n: int) -> dict[str, Any]:
    """The gradient at the middles of n by n equal cells of the window; n cells in one variable.

    `gx[j][i]` and `gy[j][i]` belong to `x[i]`, `y[j]`; what is not finite is null.
    """
    land = relief_of(experiment)
    axes = [_middles(low, high, n) for low, high in window_of(experiment)]
    points = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, land.dimension)
    slopes = np.array([land.gradient_at(point) for point in points.tolist()])
    named = dict(zip(("x", "y"), axes, strict=False))
    shape = (n,) * land.dimension
    columns = np.ascontiguousarray(slopes.T).reshape(land.dimension, *shape)
    return named | {f"g{name}": column for name, column in zip(named, columns, strict=True)}


def _middles(low: float, high: float, n: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    return low + (high - low) * (np.arange(n) + 0.5) / n
