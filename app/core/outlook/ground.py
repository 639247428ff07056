"""A loss and its exact slopes at many points at once, as a search asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.compile import function
from app.core.landscape import Landscape

Floats = NDArray[np.float64]

# Of a length: the step of a difference between exact slopes.
_DIFFERENCE = 1e-5


@dataclass(frozen=True)
class Ground:
    """A landscape, asked at arrays of points of shape (..., d)."""

    land: Landscape

    @cached_property
    def _slopes(self) -> Any:
        return function(self.land.bound_gradient, self.land.variables, True)

    def height(self, points: Floats) -> Floats:
        """The loss, of shape (...); inf or nan where it has none."""
        return self.land.loss_of(*np.moveaxis(points, -1, 0))

    def slope(self, points: Floats) -> Floats:
        """The gradient, of shape (..., d); what is not finite where there is none."""
        with np.errstate(all="ignore"):
            parts = self._slopes(*np.moveaxis(points, -1, 0))
            return np.stack([np.broadcast_to(part, points.shape[:-1]) for part in parts], -1).astype(float)

    def bend(self, points: Floats, length: float) -> Floats:
        """The Hessian, of shape (..., d, d), from slopes a small part of `length` apart."""
        step = _DIFFERENCE * length
        with np.errstate(all="ignore"):
            sides = [
                (self.slope(points + step * axis) - self.slope(points - step * axis)) / (2 * step)
                for axis in np.eye(points.shape[-1])
            ]
            bent = np.stack(sides, -1)
            return np.asarray((bent + np.swapaxes(bent, -1, -2)) / 2)


def grid(sides: Floats, count: int) -> Floats:
    """Points spread evenly between the (low, high) of each variable, of shape (count, .., d)."""
    axes = [np.linspace(low, high, count) for low, high in sides]
    # What should be 0 is 0: there a logarithm or a fraction has no value, and next to it a huge one.
    axes = [np.where(np.abs(axis) < 1e-9 * (axis[-1] - axis[0]), 0.0, axis) for axis in axes]
    return np.stack(np.meshgrid(*axes, indexing="ij"), -1)


def lowest_near(heights: Floats) -> Floats:
    """For each point of a grid the lowest of it and its neighbours; what has no height is above all."""
    known = np.where(np.isfinite(heights), heights, np.inf)
    padded = np.pad(known, 1, constant_values=np.inf)
    around = [
        padded[tuple([slice(k, k + n) for k, n in zip(shift, known.shape, strict=True)])]
        for shift in np.ndindex((3,) * known.ndim)
    ]
    return np.asarray(np.min(around, axis=0))
