"""How much of a plane bends downwards somewhere: the signs of curvature over a grid of losses.

Source: H. Li et al., Visualizing the Loss Landscape of Neural Nets, 2018, section 6: where the lowest
eigenvalue of the Hessian is small beside the highest, the surface is nearly convex there.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Floats = NDArray[np.float64]


def plane_eigenvalues(losses: Floats, step_a: float, step_b: float) -> Floats:
    """The 2x2 Hessian's eigenvalues at the inner points of a grid, by central differences.

    losses: shape (m, n), its rows `step_b` apart and its columns `step_a`. Answer: (m − 2, n − 2, 2), the
    lower first; nan where a loss beside is not finite. The differences are off by O(step²): over kinks,
    as of relu, they show the kinks between two points, which the exact Hessian has nowhere.
    """
    inner = losses[1:-1, 1:-1]
    with np.errstate(all="ignore"):
        aa = (losses[1:-1, 2:] - 2 * inner + losses[1:-1, :-2]) / step_a**2
        bb = (losses[2:, 1:-1] - 2 * inner + losses[:-2, 1:-1]) / step_b**2
        corners = losses[2:, 2:] - losses[2:, :-2] - losses[:-2, 2:] + losses[:-2, :-2]
        return eigenvalues(aa, corners / (4 * step_a * step_b), bb)


def eigenvalues(aa: Array, ab: Array, bb: Array) -> Floats:
    """The eigenvalues of [[aa, ab], [ab, bb]], elementwise, shape (.., 2), the lower first."""
    middle, reach = (aa + bb) / 2, np.hypot((aa - bb) / 2, ab)
    return np.stack([middle - reach, middle + reach], axis=-1)


def bent_share(values: Floats, tolerance: float = 1e-6) -> float:
    """The share of points that bend downwards: whose lowest eigenvalue is negative.

    values: shape (.., 2), the lower first. tolerance: how large the negative one must be beside the other in
    size; rounding alone makes less. Points where they are not finite do not count; nan where no point does.
    """
    told = values[np.isfinite(values).all(axis=-1)]
    if not len(told):
        return np.nan
    return float(np.mean(told[:, 0] < -tolerance * np.abs(told[:, 1])))
