"""Whether a surface's gradient can be trusted, as a number and in words."""

from __future__ import annotations

from typing import Any

from app.core.trust import trust as checked
from app.core.verdict import number
from app.experiment import Experiment
from app.experiment.resolve import landscape_of, window_of


def trust(experiment: Experiment) -> dict[str, Any]:
    """The exact gradient held against differences of the loss, all over the window.

    worst: the largest disagreement, relative; null where nothing could be checked. words: the same said.
    """
    found = checked(landscape_of(experiment), window_of(experiment))
    return {
        "points": found.points,
        "kinks": found.kinks,
        "worst": found.worst,
        "at": found.at,
        "words": _words(found.points, found.kinks, found.worst),
    }


def _words(points: int, kinks: int, worst: float | None) -> str:
    if worst is None:
        return "The gradient could not be checked: nowhere in the window is the loss smooth and finite."
    agrees = f"agrees with differences of the loss to {number(worst)} of its size at worst"
    left = f"; {kinks} more lie at a kink, where there is no one slope" if kinks else ""
    return f"Checked just now at {points} points: the gradient {agrees}{left}."
