"""What moves each run from the inside: its learning rate, its memory, the curvature it meets."""

from __future__ import annotations

from typing import Any

from app.core.descend import Descent
from app.experiment import Experiment, Run
from app.experiment.resolve import landscape_of, plan_of

# Steps told in one answer.
STRETCH = 200


def inside(experiment: Experiment, since: int) -> dict[str, Any]:
    """Every run's columns for the steps `since` to `since + STRETCH - 1`, as far as they exist."""
    return {
        "from": since,
        "count": STRETCH,
        "runs": [_run(experiment, run, since) for run in experiment.runs],
    }


def _run(experiment: Experiment, run: Run, since: int) -> dict[str, Any]:
    descent = Descent(landscape_of(experiment), plan_of(experiment, run))
    descent.advance(since + STRETCH)
    return {"id": run.id, "step": list(range(since, min(descent.step + 1, since + STRETCH)))}
