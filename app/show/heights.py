"""A surface as a grid of losses, with what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.landscape import Floats, Landscape
from app.core.network.slice import Slice
from app.experiment.resolve import ground_of, relief_of, site_of, surface_name, window_of
from app.experiment.value import Experiment, Window
from app.show.formulas import formula_text, mathematics
from app.show.nets import plane

# Below this share of the heights, differences are no longer told apart on a logarithmic scale.
_FLOOR = 0.02
# How far the highest loss stands above the middle one where a logarithmic scale reads better.
_SPAN = 300.0


def surface(experiment: Experiment, n: int) -> dict[str, Any]:
    """The loss on n points along each variable; `z[j][i]` belongs to `x[i]`, `y[j]`.

    A loss that is not finite is null. `log.shift` is what is added to a loss before its logarithm
    is drawn.
    """
    land = relief_of(experiment)
    window = window_of(experiment)
    axes, z = grid(land, window, n)
    told = {**axes, "z": z, **_facts(experiment, land), "window": window, "log": log_of(experiment, land, z)}
    return told | ({"plane": plane(land, axes["x"], axes["y"], z)} if isinstance(land, Slice) else {})


def grid(land: Landscape | Slice, window: Window, n: int) -> tuple[dict[str, Floats], Floats]:
    """n points along each variable, by name, and the loss over them."""
    axes = [np.linspace(low, high, n) for low, high in window]
    z = land.loss_of(*axes) if land.dimension == 1 else land.loss_of(axes[0][None, :], axes[1][:, None])
    return dict(zip(("x", "y"), axes, strict=False)), z


def _facts(experiment: Experiment, land: Landscape | Slice) -> dict[str, Any]:
    return {
        "name": surface_name(experiment),
        "variables": land.variables,
        "dimension": land.dimension,
        "fitted": site_of(experiment).rows is not None,
        "network": isinstance(land, Slice),
        "formula_text": formula_text(experiment),
        **mathematics(experiment.surface, experiment.formula, experiment.parameters),
        "minima": minima(land.minima),
        "local_minima": minima(land.local_minima),
        "marks": [{"at": at, "text": text} for at, text in ground_of(experiment).marks],
    }


def minima(known: Sequence[tuple[tuple[float, ...], float]]) -> list[list[float]]:
    """Minima as flat lists: coordinates, then the loss."""
    return [[*point, loss] for point, loss in known]


def log_of(experiment: Experiment, land: Landscape | Slice, z: NDArray[np.float64]) -> dict[str, Any]:
    """Whether heights are drawn on a logarithmic scale unless the reader says otherwise, and its `shift`."""
    finite = z[np.isfinite(z)]
    if not finite.size:
        return {"default": False, "shift": 1.0}
    lowest = min(float(finite.min()), land.best if land.best is not None else np.inf)
    low, middle, high = (float(q) - lowest for q in np.quantile(finite, (_FLOOR, 0.5, 1.0)))
    above = max(low, 1e-6 * high) or 1.0
    told = ground_of(experiment).log
    default = high > _SPAN * middle > 0 if told is None else told
    return {"default": default, "shift": above - lowest}
