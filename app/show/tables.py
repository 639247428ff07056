"""Whole trajectories as tables: one for programs, one for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from math import hypot, isfinite
from typing import Any

from app.core.descend import Descent
from app.experiment import Experiment, Run, canonical
from app.show.journey import Journey, columns, judged

CSV_HEADER = "run,optimizer,step,x,y,loss,gx,gy"


def table(experiment: Experiment) -> dict[str, Any]:
    """Every run with all of its points, its gradient norms and its verdict."""
    journey = _travelled(experiment)
    return {"query": canonical(experiment), "runs": [_run(*pair) for pair in journey.descents]}


def _travelled(experiment: Experiment) -> Journey:
    journey = Journey(experiment)
    journey.advance(experiment.steps)
    return journey


def _run(run: Run, descent: Descent) -> dict[str, Any]:
    norms = [hypot(*slope) for slope in zip(*descent.path.gradient, strict=True)]
    return {
        "id": run.id,
        "optimizer": run.stages[0].optimizer,
        **columns(descent),
        "grad_norm": norms,
        "verdict": judged(descent),
    }


def csv(experiment: Experiment) -> str:
    """One row a run and step; a number that is not finite is left empty, as are y and gy in one variable."""
    journey = _travelled(experiment)
    rows = [row for run, descent in journey.descents for row in _rows(run, descent)]
    return "\r\n".join([CSV_HEADER, *rows, ""])


def _rows(run: Run, descent: Descent) -> Iterator[str]:
    path = descent.path
    wanted = (*_two(path.points), path.loss, *_two(path.gradient))
    lead = f"{run.id},{run.stages[0].optimizer},"
    for step, values in enumerate(zip_longest(*wanted)):
        yield f"{lead}{step},{','.join([_cell(value) for value in values])}"


def _two(coordinates: tuple[list[float], ...]) -> tuple[list[float], list[float]]:
    return (coordinates[0], coordinates[1] if len(coordinates) > 1 else [])


def _cell(value: float | None) -> str:
    return "" if value is None or not isfinite(value) else repr(value)
