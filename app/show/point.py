"""All that can be said of a surface at one point."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.experiment.resolve import landscape_of
from app.experiment.value import Experiment, Point


def point(experiment: Experiment, at: Point) -> dict[str, Any]:
    """Loss, gradient, Hessian, and its eigenvalues (lowest first) with `eigenvectors[i]` for each.

    What is not finite is null; eigenvalues are null as a whole where the Hessian is not finite, and
    `note` then says why.
    """
    land = landscape_of(experiment)
    hessian = land.hessian_at(at)
    whole = bool(np.isfinite(hessian).all())
    values, vectors = np.linalg.eigh(hessian) if whole else (None, None)
    return {
        "at": at,
        "loss": land.loss_at(at),
        "gradient": land.gradient_at(at),
        "hessian": hessian,
        "eigenvalues": values,
        "eigenvectors": None if vectors is None else np.ascontiguousarray(vectors.T),
        "note": None if whole else "The Hessian is not finite here, so it has no eigenvalues.",
    }
