"""One update line by line: the rule's formula, the same with its numbers, and what came out."""

from __future__ import annotations

from typing import Any

from app.core.arithmetic import explain
from app.core.equations import equations
from app.core.typeset import assignment, mathml_document
from app.core.worked import Worked
from app.experiment import Experiment, Run
from app.experiment.offered import optimizer_of
from app.experiment.resolve import landscape_of, plan_of
from app.show.legend import legend


def arithmetic(experiment: Experiment, run: Run, at: int) -> dict[str, Any]:
    """The update from step `at - 1` to `at`; BadInput under `at` where the run made no such update."""
    variables = landscape_of(experiment).variables
    update = explain(landscape_of(experiment), plan_of(experiment, run), at)
    lines = (*([update.rate.line] if update.rate else []), *update.lines)
    stage = [stage for stage in run.stages if stage.since < at][-1]
    return {
        "before": update.before,
        "arrival": update.arrival,
        "after": update.after,
        "moved": update.after if at in {move.step for move in run.moves} else None,
        "lines": [_line(line, variables) for line in lines],
        "names": legend(update, optimizer_of(stage), run.schedule, variables),
    }


def _line(line: Worked, variables: tuple[str, ...]) -> dict[str, Any]:
    labels = ("",) if line.single else variables
    values = line.value[: len(labels)]
    return {
        "name": line.name,
        "formula": mathml_document(assignment(line.name, line.formula)),
        "numbers": mathml_document(equations(line.name, labels, line.numbers, values)),
        "value": line.value,
        "idle": line.idle,
    }
