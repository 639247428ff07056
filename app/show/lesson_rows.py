"""Each row of what a network learns, at one step of a run, and the batches that its updates are shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.errors import BadInput
from app.core.network.lesson import Lesson
from app.core.network.objective import Objective
from app.core.network.slice import Slice
from app.core.network.training import Training
from app.core.rows import Batches
from app.experiment import Experiment, Run
from app.experiment.resolve import slice_of, trainings_of, window_of
from app.show.fit import short
from app.show.heights import grid

Floats = NDArray[np.float64]


class LessonRows:
    """What is told of rows and batches; the runs are trained as far as they are asked."""

    def __init__(self, experiment: Experiment, lesson: Lesson) -> None:
        self.experiment = experiment
        self.lesson = lesson

    def rows(self, run: Run, at: int) -> dict[str, Any]:
        """What the network answers to each row with the weights of step `at`, the row's error, loss and pull.

        answer: of several kinds the likeliest one; error: then how likely it holds the others together. pull:
        the length of the row's own gradient in all weights.
        """
        training = self.trained(run, at)
        vector = training.points[at]
        loss, pull = Objective(self.lesson.network, self.lesson.data).shares(vector)
        answers, errors = self.answers(vector)
        told = {"answer": short(answers), "error": short(errors), "loss": short(loss), "pull": short(pull)}
        return {**told, "batch": dealt(training.batches, at)}

    def answers(self, vector: Floats) -> tuple[Floats, Floats]:
        """Each row's answer, in the target's own unit, and how far off it is."""
        told = self.lesson.answers(vector, *[column.values for column in self.lesson.inputs])
        target = np.asarray(self.lesson.target.values)
        if self.lesson.network.task != "classes":
            return told[0], told[0] - target
        own = told[target.astype(np.intp), np.arange(len(target))]
        return np.argmax(told, axis=0).astype(np.float64), 1 - own

    def batch(self, run: Run, at: int, n: int) -> dict[str, Any]:
        """The batch of one update: its rows and its own loss over the plane, on n points a side."""
        batches = self.trained(run, at).batches
        if batches is None:
            raise BadInput("batch", "Every update is shown all rows here; give batch=N for a few at a time.")
        chosen, seen = batches.at(at), slice_of(self.experiment)
        part = replace(seen, data=self.lesson.data.taken(chosen))
        axes, z = grid(part, window_of(self.experiment), n)
        runs = zip(self.experiment.runs, self.trainings(), strict=True)
        alike = [_seen(one, training, part, at) for one, training in runs if training.batches == batches]
        return {"step": at, "rows": chosen, "epoch": batches.epoch(at), **axes, "z": z, "runs": alike}

    def trainings(self) -> list[Training]:
        """Every run's training, as far as it has come."""
        return [trained.training for trained in trainings_of(self.experiment)]

    def trained(self, run: Run, at: int) -> Training:
        """A run's training, trained to step `at`; BadInput under `at` where it ends before."""
        trained = trainings_of(self.experiment)[self.experiment.runs.index(run)]
        trained.advance(at)
        if trained.training.step < at:
            ended = trained.training.step
            raise BadInput("at", f"The run ends at step {ended}; there is no step {at}.")
        return trained.training


def dealt(batches: Batches | None, at: int) -> dict[str, Any] | None:
    """The rows that the update leaving point `at` is shown, and its epoch; None where it is shown all."""
    return {"rows": batches.at(at), "epoch": batches.epoch(at), "each": batches.each} if batches else None


def _seen(run: Run, training: Training, part: Slice, at: int) -> dict[str, Any]:
    """The batch's loss and its slope along the plane, at the weights themselves, wherever these lie."""
    if training.step < at:
        return {"id": run.id, "loss": None, "gradient": None}
    loss, gradient = Objective(part.network, part.data).loss_and_gradient(training.points[at])
    return {"id": run.id, "loss": loss, "gradient": gradient @ part.plane.basis}
