"""A network's loss on a plane through its weights: all that can be asked of a surface in two variables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from app.core.errors import BadInput
from app.core.network.convexity import bent_share, plane_eigenvalues
from app.core.network.curvature import plane_hessian
from app.core.network.data import Data
from app.core.network.network import Network
from app.core.network.objective import Objective
from app.core.network.plane import Plane, Window
from app.core.network.sweep import plane_losses
from app.core.rows import Rows

Floats = NDArray[np.float64]
Minima = tuple[tuple[tuple[float, ...], float], ...]

# Multiplications that the losses over one plane may take: some twenty seconds.
SWEEP = 2e11


@dataclass(frozen=True, eq=False)
class Slice:
    """The loss at plane.at(x, y), with its exact gradient and Hessian in x and y.

    kind: how the plane was chosen, which need not be what was asked for: `note` then says why. names: what
    lies along x and y. window: what to draw. Nothing is known of its minima.
    """

    network: Network
    data: Data
    plane: Plane
    kind: str
    names: tuple[str, str]
    window: Window
    note: str = ""

    variables: ClassVar[tuple[str, ...]] = ("x", "y")
    dimension: ClassVar[int] = 2
    minima: ClassVar[Minima] = ()
    local_minima: ClassVar[Minima] = ()
    best: ClassVar[float | None] = None
    rows: ClassVar[Rows | None] = None

    @property
    def start(self) -> tuple[float, ...]:
        """The plane's origin."""
        return (0.0, 0.0)

    def loss_at(self, point: Sequence[float]) -> float:
        """The loss at a point of the plane."""
        return Objective(self.network, self.data).loss(self.plane.at(*point))

    def gradient_at(self, point: Sequence[float]) -> tuple[float, ...]:
        """The derivative of the loss by x and by y."""
        _, gradient = Objective(self.network, self.data).loss_and_gradient(self.plane.at(*point))
        return float(gradient @ self.plane.first), float(gradient @ self.plane.second)

    def hessian_at(self, point: Sequence[float]) -> Floats:
        """The second derivatives by x and y, shape (2, 2)."""
        plane = self.plane
        return plane_hessian(self.network, self.data, plane.at(*point), plane.first, plane.second)

    def loss_of(self, *coordinates: Floats) -> Floats:
        """The loss over a grid: x of shape (1, n), y of shape (m, 1). BadInput under `n` if it takes long."""
        x, y = [np.ravel(column) for column in coordinates]
        if len(x) * len(y) * len(self.data) * self.network.size > SWEEP:
            raise BadInput("n", "So many points of so large a network take too long: ask for fewer.")
        return plane_losses(self.network, self.data, self.plane, x, y)

    def bent_share(self, x: Floats, y: Floats, z: Floats) -> float:
        """How much of a grid of losses bends downwards somewhere; nan where it is too small to tell."""
        if min(z.shape) < 3:
            return np.nan
        return bent_share(plane_eigenvalues(z, float(x[1] - x[0]), float(y[1] - y[0])))

    def projected(self, points: Floats, slopes: Floats) -> dict[str, Any]:
        """Points and gradients of shape (n, size) on the plane: x, y, gx, gy, and how far off it each is."""
        coordinates, off = self.plane.project(points)
        along = slopes @ self.plane.basis
        return {
            # -0 where a run ends at the origin reads oddly.
            "x": coordinates[:, 0] + 0.0,
            "y": coordinates[:, 1] + 0.0,
            "gx": along[:, 0],
            "gy": along[:, 1],
            "off_plane": off,
        }
