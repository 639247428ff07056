"""The model over its data: the rows, and what the model of each run answers at each step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from app.core.descend import Descent
from app.core.errors import BadInput
from app.core.fits.curves import boundary, frame, places, threshold
from app.core.fits.fit import Fit
from app.core.hands import MathML
from app.core.tables.table import Column
from app.core.tree import Call, Name
from app.core.typeset import Layout, mathml_document
from app.experiment import Experiment
from app.experiment.fitted import table_of
from app.experiment.resolve import fit_of, landscape_of, plan_of
from app.experiment.value import Point

# Steps told in one answer.
STRETCH = 100


def needed(experiment: Experiment) -> Fit:
    """The experiment's fit; BadInput where its surface is not fitted to data."""
    fit = fit_of(experiment)
    if fit is None:
        raise BadInput("surface", "This surface is not fitted to data: choose one that is, such as fit.")
    return fit


def fit(experiment: Experiment) -> dict[str, Any]:
    """The rows as the model meets them, in the table's own units, and what the model is.

    `x` has a list for each input. kind: `curve` over one input, `boundary` over two. threshold: the answer
    at which a classifier is undecided, null where the target is a number.
    """
    found, table = needed(experiment), table_of(experiment.parameters)
    told = dict(experiment.parameters)
    inputs = [table.column(name.strip(), "s.x") for name in str(told["x"]).split(",")]
    target = table.column(str(told["y"]), "s.y")
    return {
        "kind": "curve" if len(inputs) == 1 else "boundary",
        "table": {"id": table.id, "name": table.name, "origin": table.origin, "made": table.made},
        "rows": table.rows,
        "inputs": [_column(column) for column in inputs],
        "target": _column(target),
        "x": [column.values for column in inputs],
        "y": target.values,
        "scaled": [{"mean": s.mean, "scale": s.scale} for s in found.scalings],
        "threshold": threshold(found) if found.two_kinds else None,
        "score": found.answers_score,
        "loss": found.loss,
        "loss_name": found.kind.name,
        "loss_help": found.kind.help,
        "formula": _formula(found),
    }


def _column(column: Column) -> dict[str, Any]:
    named = {"name": column.name, "title": column.title, "unit": column.unit, "labels": column.labels}
    return {**named, "range": frame(column.values)}


def _formula(fit: Fit) -> str:
    """f(x) = the model, as MathML."""
    layout = Layout(MathML())
    asked = Call("f", tuple([Name(name) for name in fit.model.inputs]))
    return mathml_document(
        layout.hand.row([layout.set(asked), layout.hand.sign("="), layout.set(fit.model.tree)])
    )


def curves(experiment: Experiment, since: int, every: int) -> dict[str, Any]:
    """The model of each run at the steps `since`, `since + every`, and so on, STRETCH of them at most.

    Over one input `answers` has a list for each step, a value for each of `x`; over two, `boundary` has
    pieces of lines.
    """
    found = needed(experiment)
    steps = range(since, since + STRETCH * every, every)
    runs = [_run(experiment, found, run, steps) for run in experiment.runs]
    return {"from": since, "every": every, "count": STRETCH, **_places(found), "runs": runs}


def curve(experiment: Experiment, at: Point) -> dict[str, Any]:
    """The model with the weights `at`, and its loss."""
    found = needed(experiment)
    shape = _shapes(found, [at])
    told = {name: values[0] for name, values in shape.items()}
    return {"at": at, "loss": landscape_of(experiment).loss_at(at), **_places(found), **told}


def _places(fit: Fit) -> dict[str, Any]:
    return {"x": places(fit)} if len(fit.inputs) == 1 else {}


def _run(experiment: Experiment, fit: Fit, run: Any, steps: range) -> dict[str, Any]:
    descent = Descent(landscape_of(experiment), plan_of(experiment, run))
    descent.advance(min(steps[-1], experiment.steps))
    reached = [step for step in steps if step <= descent.step]
    return {"id": run.id, "step": reached, **_shapes(fit, [descent.path.point(step) for step in reached])}


def _shapes(fit: Fit, points: Sequence[Point]) -> dict[str, list[Any]]:
    if len(fit.inputs) == 1:
        x = places(fit)
        return {"answers": [short(fit.answers(point, x)) for point in points]}
    return {"boundary": [[short([*a, *b]) for a, b in boundary(fit, point)] for point in points]}


def short(values: Iterable[float]) -> list[float | None]:
    """Numbers for a picture: six digits, null where there is none."""
    return [float(f"{value:.6g}") if np.isfinite(value) else None for value in values]
