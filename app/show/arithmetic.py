"""One update line by line: the rule's formula, the same with its numbers, and what came out."""

from __future__ import annotations

from typing import Any

from app.core.arithmetic import Line, explain
from app.core.equations import equations
from app.core.typeset import assignment, mathml_document
from app.experiment import Experiment, Run
from app.experiment.resolve import landscape_of, plan_of


def arithmetic(experiment: Experiment, run: Run, at: int) -> dict[str, Any]:
    """The update from step `at - 1` to `at`; BadInput under `at` where the run made no such update."""
    land = landscape_of(experiment)
    update = explain(land, plan_of(experiment, run), at)
    lines = [_line(line, land.variables) for line in update.lines]
    return {"before": update.before, "after": update.after, "lines": lines}


def _line(line: Line, variables: tuple[str, ...]) -> dict[str, Any]:
    labels = ("",) if line.single else variables
    values = line.value[: len(labels)]
    return {
        "name": line.name,
        "formula": mathml_document(assignment(line.name, line.formula)),
        "numbers": mathml_document(equations(line.name, labels, line.numbers, values)),
        "value": line.value,
    }
