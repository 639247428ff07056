"""The runs compared by what they cost: evaluations spent by each step, and when each came near the lowest."""

from __future__ import annotations

from typing import Any

from app.core.descend import Descent
from app.experiment import Experiment, Run
from app.experiment.resolve import landscape_of, plan_of

# How near counts as there.
WITHIN = 1e-3


def compare(experiment: Experiment) -> dict[str, Any]:
    """For each run, the step at which it first came within WITHIN of the lowest loss known."""
    best = landscape_of(experiment).best
    return {"best": best, "within": WITHIN, "runs": [_run(experiment, run, best) for run in experiment.runs]}


def _run(experiment: Experiment, run: Run, best: float | None) -> dict[str, Any]:
    descent = Descent(landscape_of(experiment), plan_of(experiment, run))
    descent.advance(experiment.steps)
    near = [k for k, loss in enumerate(descent.path.loss) if best is not None and loss - best <= WITHIN]
    return {"id": run.id, "reached": {"step": near[0]} if near else None}
