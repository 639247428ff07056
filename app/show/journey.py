"""All runs of an experiment on their way together, and what they left behind since a given step."""

from __future__ import annotations

from typing import Any

from app.core.descend import Descent
from app.core.norms import norms
from app.core.passage import Passage
from app.core.verdict import Verdict, verdict
from app.experiment import Experiment, Run
from app.experiment.resolve import landscape_of, plan_of


class Journey:
    """Every run of an experiment, advanced side by side.

    Nothing is computed before it is asked for; the numbers don't depend on how they are asked for. ready:
    whether points can be told at all; else `prepare` brings that nearer.
    """

    ready = True

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        land = landscape_of(experiment)
        self.descents = [(run, Descent(land, plan_of(experiment, run))) for run in experiment.runs]

    @property
    def done(self) -> bool:
        """Whether no run will go any further."""
        return all(descent.done for _, descent in self.descents)

    @property
    def last(self) -> int:
        """The last step that any run has reached; -1 without runs."""
        return max((len(descent.path) - 1 for _, descent in self.descents), default=-1)

    def advance(self, to: int) -> None:
        """Bring every run to step `to`, or to its end."""
        for _, descent in self.descents:
            descent.advance(to)

    def since(self, step: int) -> dict[str, dict[str, Any]]:
        """The columns of each run from point `step` on; runs with none left out."""
        return {run.id: columns(descent, step) for run, descent in self.descents if len(descent.path) > step}

    def prepare(self, steps: int) -> None:
        """Come nearer to where points can be told, by so many steps."""

    def progress(self) -> dict[str, dict[str, Any]]:
        """How far the preparation of each run has come: its step, and the loss there."""
        return {}

    def verdicts(self) -> list[dict[str, Any]]:
        """Why each run ended where it did."""
        return [{"run": run.id, **judged(descent)} for run, descent in self.descents]

    def tables(self) -> list[dict[str, Any]]:
        """Each run with all of its points so far, its gradient norms and its verdict."""
        return [
            {
                **titled(run),
                **columns(descent),
                "grad_norm": norms(descent.path.gradient),
                "verdict": judged(descent),
            }
            for run, descent in self.descents
        ]

    def passages(self) -> list[tuple[Run, Passage[Any]]]:
        """Each run on its way."""
        return [*self.descents]


def titled(run: Run) -> dict[str, Any]:
    """What a table calls a run."""
    return {"id": run.id, "optimizer": run.stages[0].optimizer}


def columns(descent: Descent, since: int = 0) -> dict[str, Any]:
    """A run's points from `since` on, a list for each of step, x, y, loss, gx, gy; no y in one variable.

    batch_loss: at each point, the loss on the batch that the update leaving it is shown, where there are any.
    """
    path = descent.path
    points = {name: column[since:] for name, column in zip(("x", "y"), path.points, strict=False)}
    slopes = {name: column[since:] for name, column in zip(("gx", "gy"), path.gradient, strict=False)}
    steps = range(since, len(path))
    batch = {"batch_loss": [descent.course.batch_loss(step) for step in steps]} if descent.batched else {}
    return {"step": list(steps), **points, "loss": path.loss[since:], **slopes, **batch}


def judged(descent: Descent) -> dict[str, Any]:
    """The verdict on a run as plain values: kind, step, text, `global` for a minimum, and its evidence."""
    return spelled(verdict(descent))


def spelled(found: Verdict) -> dict[str, Any]:
    """A verdict as plain values."""
    extent = {"global": found.is_global} if found.kind == "minimum" else {}
    return {"kind": found.kind, "step": found.step, "text": found.text, **extent, **found.evidence}
