"""One update line by line: the rule's formula, the same with its numbers, and what came out."""

from __future__ import annotations

from typing import Any

from app.core.arithmetic import explain
from app.core.breaking import broken, stacked
from app.core.equations import ROOM, equations
from app.core.hands import MathML
from app.core.typeset import Layout, mathml_document
from app.core.worked import Worked
from app.experiment import Experiment, Run
from app.experiment.offered import optimizer_of
from app.experiment.resolve import landscape_of, plan_of
from app.show.coordinates import gradient, moved
from app.show.legend import legend, signs


def arithmetic(experiment: Experiment, run: Run, at: int) -> dict[str, Any]:
    """The update from step `at - 1` to `at`; BadInput under `at` where the run made no such update."""
    land = landscape_of(experiment)
    update = explain(land, plan_of(experiment, run), at)
    lines = (*([update.rate.line] if update.rate else []), *update.lines)
    stage = [stage for stage in run.stages if stage.since < at][-1]
    told = [_line(line, land.variables) for line in lines]
    if (last := moved(update, land.variables)) is not None:
        told[-1]["numbers"] = last
    return {
        "before": update.before,
        "arrival": update.arrival,
        "after": update.after,
        "moved": update.after if at in {move.step for move in run.moves} else None,
        "gradient": gradient(update, land),
        "lines": told,
        "names": legend(update, optimizer_of(stage), run.schedule, land.variables),
        "signs": signs(land.variables),
    }


def _line(line: Worked, variables: tuple[str, ...]) -> dict[str, Any]:
    labels = ("",) if line.single else variables
    values = line.value[: len(labels)]
    return {
        "name": line.name,
        "formula": _assigned(line),
        "numbers": mathml_document(equations(line.name, labels, line.numbers, values)),
        "value": line.value,
        "idle": line.idle,
    }


def _assigned(line: Worked) -> str:
    """`name ← formula`, on more rows than one where it is long."""
    layout = Layout(MathML())
    name, arrow = layout.name(line.name), layout.hand.sign("←")
    rows = broken(layout, line.formula, ROOM)
    return mathml_document(layout.hand.row([name, arrow, stacked(rows)]))
