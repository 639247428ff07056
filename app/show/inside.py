"""What moves each run from the inside: its learning rate, and the curvature it meets."""

from __future__ import annotations

from typing import Any

import numpy as np

from app.core.descend import Descent
from app.core.plan import Plan, Segment, rates
from app.experiment import Experiment, Run
from app.experiment.resolve import landscape_of, plan_of

# Steps told in one answer.
STRETCH = 200


def inside(experiment: Experiment, since: int) -> dict[str, Any]:
    """Every run's columns for the steps `since` to `since + STRETCH - 1`, as far as they exist.

    lr: the learning rate of the update that leaves each step, null where none leaves; null as a whole
    where the optimizer has none. curvature: the Hessian's lowest and highest eigenvalue, and the
    unit eigenvector of the highest as x and y; null where the Hessian is not finite.
    """
    runs = [_run(experiment, run, since) for run in experiment.runs]
    return {"from": since, "count": STRETCH, "runs": runs}


def _run(experiment: Experiment, run: Run, since: int) -> dict[str, Any]:
    descent = Descent(landscape_of(experiment), plan_of(experiment, run))
    descent.advance(since + STRETCH)
    steps = list(range(since, min(descent.step + 1, since + STRETCH)))
    leaves = [step for step in steps if step < descent.step]
    told = _rates(descent.plan)
    lr = [told[step] if step in leaves else None for step in steps]
    bends = [_curvature(descent, step) for step in steps]
    names = ("low", "high", "x", "y")[: 2 + descent.landscape.dimension]
    curvature = {name: [bend[k] for bend in bends] for k, name in enumerate(names)}
    return {"id": run.id, "step": steps, "lr": lr if any(told) else None, "curvature": curvature}


def _rates(plan: Plan) -> list[float | None]:
    """The learning rate of every update of a plan."""
    given: list[float | None] = []
    ends = [*[segment.since for segment in plan.segments[1:]], plan.steps]
    for segment, end in zip(plan.segments, ends, strict=True):
        given += _of_segment(segment, plan.steps)[segment.since : end]
    return given


def _of_segment(segment: Segment, steps: int) -> list[float | None]:
    scheduled = rates(segment, steps)
    return [*scheduled] if scheduled is not None else [dict(segment.values).get("lr")] * steps


def _curvature(descent: Descent, step: int) -> tuple[float | None, ...]:
    hessian = descent.landscape.hessian_at(descent.path.point(step))
    if not np.isfinite(hessian).all():
        return (None,) * (2 + len(hessian))
    values, vectors = np.linalg.eigh(hessian)
    return (float(values[0]), float(values[-1]), *vectors[:, -1].tolist())
