"""Each row of the data at one step of a run: what the model answers, how far off it is, how hard it pulls."""

from __future__ import annotations

from typing import Any

from app.core.descend import Descent
from app.core.errors import BadInput
from app.core.landscape import Landscape
from app.core.plan import Plan
from app.core.walks import batches_of
from app.experiment import Experiment, Run
from app.experiment.resolve import landscape_of, lesson_of, plan_of, window_of
from app.show.fit import needed, short
from app.show.heights import grid
from app.show.lesson_rows import LessonRows, dealt


def rows(experiment: Experiment, run: Run, at: int) -> dict[str, Any]:
    """Each row's answer, error, loss and gradient by each weight, at the run's point `at`.

    The means of `loss` and `gradient` are the surface's own, penalties left out. batch: the rows that the
    update leaving the point is shown, and its epoch, both from 0; null where it is shown all.
    """
    lesson = lesson_of(experiment)
    if lesson is not None:
        return LessonRows(experiment, lesson).rows(run, at)
    fit = needed(experiment)
    point = _point(landscape_of(experiment), plan_of(experiment, run), at)
    loss, *slopes = fit.shares(point)
    answers = fit.answers(point, *fit.table_inputs)
    return {
        "at": point,
        "answer": short(answers),
        "error": short(answers - fit.target),
        "loss": short(loss),
        "gradient": [short(slope) for slope in slopes],
        "batch": dealt(batches_of(landscape_of(experiment), plan_of(experiment, run)), at),
    }


def batch(experiment: Experiment, run: Run, at: int, n: int) -> dict[str, Any]:
    """The batch that a run's update leaving step `at` is shown: its rows, its own surface on n points a side.

    And for each run that is shown the same one, the batch's loss and gradient where the run stands.
    """
    lesson = lesson_of(experiment)
    if lesson is not None:
        return LessonRows(experiment, lesson).batch(run, at, n)
    land = landscape_of(experiment)
    needed(experiment)
    dealt = batches_of(land, plan_of(experiment, run))
    if dealt is None:
        raise BadInput("batch", "Every update is shown all rows here; give batch=N for a few at a time.")
    chosen = dealt.at(at)
    alike = [one for one in experiment.runs if batches_of(land, plan_of(experiment, one)) == dealt]
    part = land.on(chosen)
    axes, z = grid(part, window_of(experiment), n)
    return {
        "step": at,
        "rows": chosen,
        "epoch": dealt.epoch(at),
        **axes,
        "z": z,
        "runs": [_seen(experiment, one, part, at) for one in alike],
    }


def _seen(experiment: Experiment, run: Run, part: Landscape, at: int) -> dict[str, Any]:
    descent = Descent(landscape_of(experiment), plan_of(experiment, run))
    descent.advance(at)
    if descent.step < at:
        return {"id": run.id, "loss": None, "gradient": None}
    point = descent.path.point(at)
    return {"id": run.id, "loss": part.loss_at(point), "gradient": part.gradient_at(point)}


def _point(land: Landscape, plan: Plan, at: int) -> tuple[float, ...]:
    descent = Descent(land, plan)
    descent.advance(at)
    if descent.step < at:
        raise BadInput("at", f"The run ends at step {descent.step}; there is no step {at}.")
    return descent.path.point(at)
