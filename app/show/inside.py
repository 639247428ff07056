"""What moves each run from the inside: its learning rate, its memory, the curvature it meets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.core.inside import Column, Drawn
from app.core.inside import inside as looked_into
from app.core.stability import Marks
from app.core.typeset import mathml, mathml_document
from app.experiment import Experiment, Run
from app.experiment.resolve import landscape_of, plan_of

# Steps told in one answer.
STRETCH = 200


def inside(experiment: Experiment, since: int) -> dict[str, Any]:
    """Every run's columns for the steps `since` to `since + STRETCH - 1`, as far as they exist.

    lr, momentum, scale: of the update that leaves each step, null where none leaves; null as a whole
    where the optimizers at work have no such thing. curvature: the Hessian's lowest and highest
    eigenvalue, and the unit eigenvector of the highest as x and y; null where the Hessian is not finite.
    ruler: learning rates that the curvature speaks of, null where it does not; `says` counts into `words`.
    """
    runs = [_run(experiment, run, since) for run in experiment.runs]
    return {"from": since, "count": STRETCH, "runs": runs}


def _run(experiment: Experiment, run: Run, since: int) -> dict[str, Any]:
    found = looked_into(landscape_of(experiment), plan_of(experiment, run), since, STRETCH)
    bends, words = found.curvature, list(dict.fromkeys([marks.says for marks in found.marks]))
    return {
        "id": run.id,
        "step": list(found.steps),
        "lr": found.lr,
        "momentum": found.momentum and _named(found.momentum.columns),
        "momentum_symbol": _symbol(found.momentum),
        "scale": found.scale and _named(found.scale.columns),
        "scale_symbol": _symbol(found.scale),
        "curvature": {"low": bends.low, "high": bends.high, **_named(bends.direction)},
        "ruler": _ruler(found.marks, words),
        "words": words,
    }


def _named(columns: Iterable[Column]) -> dict[str, Column]:
    return dict(zip(("x", "y"), columns, strict=False))


def _symbol(drawn: Drawn | None) -> str | None:
    return mathml_document(mathml(drawn.formula)) if drawn and drawn.formula else None


def _ruler(marks: list[Marks], words: list[str]) -> dict[str, list[Any]]:
    columns = {name: [getattr(at, name) for at in marks] for name in ("crawl", "best", "edge")}
    return columns | {"says": [words.index(at.says) for at in marks]}
