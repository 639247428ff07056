"""All that can be said of a surface at one point."""

from __future__ import annotations

from math import isfinite
from typing import Any

import numpy as np

from app.core.landscape import Floats
from app.experiment.resolve import relief_of
from app.experiment.value import Experiment, Point


def point(experiment: Experiment, at: Point) -> dict[str, Any]:
    """Loss, gradient, Hessian, and its eigenvalues (lowest first) with `eigenvectors[i]` for each.

    What is not finite is null; eigenvalues are null as a whole where the Hessian is not finite, and
    `note` then says why.
    """
    land = relief_of(experiment)
    loss = land.loss_at(at)
    hessian = land.hessian_at(at)
    values, vectors = _eigen(hessian)
    note = None if values is not None else _why(isfinite(loss))
    told = {"at": at, "loss": loss, "gradient": land.gradient_at(at), "hessian": hessian}
    return {**told, "eigenvalues": values, "eigenvectors": vectors, "note": note}


def _eigen(hessian: Floats) -> tuple[Floats | None, Floats | None]:
    if not np.isfinite(hessian).all():
        return None, None
    values, vectors = np.linalg.eigh(hessian)
    if len(values) == 2:
        # A vector's sign is free: with this one, rows and columns read the same.
        vectors[:, 1] = vectors[1, 0], -vectors[0, 0]
    return values, np.ascontiguousarray(vectors.T)


def _why(defined: bool) -> str:
    return "The Hessian is not finite here." if defined else "The loss is not defined here."
