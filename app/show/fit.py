"""The model over its data: the rows, and what the model of each run answers at each step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Any, Protocol

import numpy as np

from app.core.descend import Descent
from app.core.errors import BadInput
from app.core.fits.curves import boundary, frame, places, threshold
from app.core.fits.fit import Fit
from app.core.hands import MathML
from app.core.network import picture
from app.core.network.lesson import Lesson
from app.core.network.slice import Slice
from app.core.network.training import Training
from app.core.passage import Passage
from app.core.tables.scaling import Scaling
from app.core.tables.table import Column
from app.core.tree import Call, Name
from app.core.typeset import Layout, mathml_document
from app.experiment import Experiment
from app.experiment.networks import LOSS_OF, NO_FORMULA
from app.experiment.resolve import fit_of, lesson_of, relief_of
from app.experiment.tabled import table_of
from app.experiment.value import Point
from app.show.trained import journey_of

# Steps told in one answer.
STRETCH = 100


def needed(experiment: Experiment) -> Fit:
    """The experiment's fit; BadInput where its surface is not fitted to data."""
    fit = fit_of(experiment)
    if fit is None and lesson_of(experiment) is not None:
        raise BadInput("surface", NO_FORMULA)
    if fit is None:
        raise BadInput("surface", "This surface is not fitted to data: choose one that is, such as fit.")
    return fit


def fit(experiment: Experiment) -> dict[str, Any]:
    """The rows as the model meets them, in the table's own units, and what the model is.

    `x` has a list for each input. kind: `curve` over one input, `boundary` over two; of a network also
    `regions` and `rows`. threshold: the answer at which a classifier is undecided, null where the target is
    a number.
    """
    lesson = lesson_of(experiment)
    told = _of_fit(needed(experiment)) if lesson is None else _of_lesson(lesson)
    table, chosen = table_of(experiment.parameters), dict(experiment.parameters)
    inputs = [table.column(name.strip(), "s.x") for name in str(chosen["x"]).split(",")]
    target = table.column(str(chosen["y"]), "s.y")
    return {
        "kind": "curve" if len(inputs) == 1 else "boundary",
        "table": {"id": table.id, "name": table.name, "origin": table.origin, "made": table.made},
        "rows": table.rows,
        "inputs": [_column(column) for column in inputs],
        "target": _column(target),
        "x": [column.values for column in inputs],
        "y": target.values,
        **told,
    }


def _of_fit(found: Fit) -> dict[str, Any]:
    return {
        "scaled": _scaled(found.scalings),
        "threshold": threshold(found) if found.two_kinds else None,
        "score": found.answers_score,
        "loss": found.loss,
        "loss_name": found.kind.name,
        "loss_help": found.kind.help,
        "formula": _formula(found),
    }


def _of_lesson(lesson: Lesson) -> dict[str, Any]:
    task = lesson.network.task
    name, help = LOSS_OF[task]
    return {
        "kind": picture.kind_of(lesson),
        "scaled": _scaled(lesson.scalings),
        "threshold": picture.UNDECIDED if task == "binary" else None,
        "score": False,
        "loss": task,
        "loss_name": name,
        "loss_help": help,
        "formula": None,
    }


def _scaled(scalings: Sequence[Scaling]) -> list[dict[str, float]]:
    return [{"mean": one.mean, "scale": one.scale} for one in scalings]


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
    pieces of lines; `regions` has the most likely kind at each `x`, or `regions[j][i]` at `x[i]`, `y[j]`.
    """
    steps = range(since, since + STRETCH * every, every)
    journey = journey_of(experiment)
    sketch = sketch_of(experiment)
    journey.advance(min(steps[-1], experiment.steps))
    runs = []
    for run, passage in journey.passages():
        reached = [step for step in steps if step <= passage.step]
        points = [point_of(passage, step) for step in reached]
        runs.append({"id": run.id, "step": reached, **sketch.shapes(points)})
    return {"from": since, "every": every, "count": STRETCH, **sketch.places(), "runs": runs}


def curve(experiment: Experiment, at: Point) -> dict[str, Any]:
    """The model with the weights `at`, and its loss."""
    sketch, land = sketch_of(experiment), relief_of(experiment)
    weights = land.plane.at(*at) if isinstance(land, Slice) else at
    told = {name: values[0] for name, values in sketch.shapes([weights]).items()}
    return {"at": at, "loss": land.loss_at(at), **sketch.places(), **told}


def point_of(passage: Passage[Any], step: int) -> Any:
    """All weights of a run at a step."""
    if isinstance(passage, Training):
        return passage.points[step]
    assert isinstance(passage, Descent)
    return passage.path.point(step)


class Sketch(Protocol):
    """How a model is drawn over its inputs."""

    def places(self) -> dict[str, Any]:
        """The values of the inputs at which shapes are told, by axis."""

    def shapes(self, points: Sequence[Any]) -> dict[str, list[Any]]:
        """What the model looks like with each of some weights, under the shape's name."""


def sketch_of(experiment: Experiment) -> Sketch:
    """How the experiment's model is drawn; BadInput where it has none."""
    lesson = lesson_of(experiment)
    return FitSketch(needed(experiment)) if lesson is None else LessonSketch(lesson)


class FitSketch:
    """A model in one or two weights."""

    def __init__(self, fit: Fit) -> None:
        self.fit = fit

    def places(self) -> dict[str, Any]:
        return {"x": places(self.fit)} if len(self.fit.inputs) == 1 else {}

    def shapes(self, points: Sequence[Any]) -> dict[str, list[Any]]:
        if len(self.fit.inputs) == 1:
            x = places(self.fit)
            return {"answers": [short(self.fit.answers(point, x)) for point in points]}
        return {"boundary": [[short([*a, *b]) for a, b in boundary(self.fit, point)] for point in points]}


class LessonSketch:
    """A network."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        self.kind = picture.kind_of(lesson)

    def places(self) -> dict[str, Any]:
        return {} if self.kind == "boundary" else dict(zip("xy", picture.axes(self.lesson), strict=False))

    def shapes(self, points: Sequence[Any]) -> dict[str, list[Any]]:
        shapes = [picture.shape(self.lesson, point) for point in points]
        return {name: [_told(name, one[name]) for one in shapes] for name in (shapes[0] if shapes else ())}


def _told(name: str, shape: Any) -> Any:
    if name == "boundary":
        return [short([*a, *b]) for a, b in shape]
    return shape.tolist() if name == "regions" else short(shape)


def short(values: Iterable[float]) -> list[float | None]:
    """Numbers for a picture: six digits, null where there is none."""
    plain = np.asarray(list(values), dtype=float).tolist()
    return [float(f"{value:.6g}") if isfinite(value) else None for value in plain]
