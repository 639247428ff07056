"""The slope at a point from its definition: difference quotients for smaller and smaller steps."""

from __future__ import annotations

from typing import Any

from app.core.hyperparameters import Hyperparameter
from app.core.landscape import Landscape
from app.experiment import Experiment
from app.experiment.resolve import landscape_of
from app.experiment.value import Point

LENGTH = Hyperparameter("h", 0.5, -1e3, 1e3, "the step of the difference quotient")


def derivative(experiment: Experiment, at: Point, h: float) -> dict[str, Any]:
    """The difference quotients at a point for one h, beside the exact gradient."""
    land = landscape_of(experiment)
    return {
        "at": at,
        "h": h,
        "loss": land.loss_at(at),
        "gradient": land.gradient_at(at),
        "quotients": [_quotient(land, at, h, k) for k in range(land.dimension)] if h else None,
    }


def _quotient(land: Landscape, at: Point, h: float, k: int) -> float:
    there = (*at[:k], at[k] + h, *at[k + 1 :])
    return (land.loss_at(there) - land.loss_at(at)) / h
