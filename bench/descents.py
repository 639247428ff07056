"""What a query asks for, computed in this process: the core alone, with no server and no text."""

from __future__ import annotations

from app.core.descend import Descent
from app.experiment import parse
from app.experiment.resolve import landscape_of, plan_of


def descents(query: str) -> list[Descent]:
    """The runs of a query, each at its start."""
    experiment = parse(query)
    ground = landscape_of(experiment)
    return [Descent(ground, plan_of(experiment, run)) for run in experiment.runs]


def descend(query: str) -> list[Descent]:
    """The runs of a query, each at its end."""
    ended = descents(query)
    for descent in ended:
        descent.advance(descent.plan.steps)
    return ended
