"""Whether a learning rate can hold: plain descent overshoots farther each time where lr > 2/λmax."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.core.descend import Descent
from app.core.optimizers import OPTIMIZERS

STEPS = 200


@dataclass(frozen=True)
class Overshoot:
    """The step at which the learning rate was first too large, and the steepest curvature there."""

    step: int
    lr: float
    curvature: float

    @property
    def limit(self) -> float:
        """The largest learning rate that this curvature lets descend."""
        return 2 / self.curvature


def overshoot(descent: Descent) -> Overshoot | None:
    """Where plain gradient descent first outran the curvature; None where it did not, or is not plain."""
    segment = descent.plan.segments[0]
    plain = segment.optimizer == OPTIMIZERS["gd"] and segment.schedule is None
    if not plain or len(descent.plan.segments) > 1 or descent.plan.view.clip is not None:
        return None
    lr = dict(segment.values)["lr"]
    for step in range(min(len(descent.path), STEPS)):
        curvature = _steepest(descent, step)
        if curvature > 0 and lr * curvature > 2:
            return Overshoot(step, lr, curvature)
    return None


def _steepest(descent: Descent, step: int) -> float:
    hessian = descent.landscape.hessian_at(descent.path.point(step))
    if not np.isfinite(hessian).all():
        return 0.0
    return float(np.linalg.eigvalsh(-hessian if descent.plan.view.up else hessian)[-1])
