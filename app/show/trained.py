"""The runs of a network: trained first, then told on the plane that their ends decide."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np

from app.core.network.training import Training
from app.core.network.verdict import verdict
from app.core.passage import Passage
from app.experiment import Experiment, Run
from app.experiment.resolve import lesson_of, slice_of, trainings_of
from app.show.journey import Journey, spelled, titled

Columns = dict[str, list[float]]


class TrainedJourney(Journey):
    """Every run of a network's experiment. Points can be told when all of them are trained."""

    def __init__(self, experiment: Experiment) -> None:
        self.experiment = experiment
        self.trained = list(zip(experiment.runs, trainings_of(experiment), strict=True))
        self.told = -1

    @property
    def ready(self) -> bool:  # type: ignore[override]
        """Whether all runs are trained to their ends."""
        return all(trained.done for _, trained in self.trained)

    def prepare(self, steps: int) -> None:
        for _, trained in self.trained:
            trained.advance(trained.training.step + steps)

    def progress(self) -> dict[str, dict[str, Any]]:
        return {
            run.id: {"step": training.step, "loss": training.losses[training.step]}
            for run, training in self.runs
        }

    @property
    def runs(self) -> list[tuple[Run, Training]]:
        """Each run's training, as far as it has come."""
        return [(run, trained.training) for run, trained in self.trained]

    @property
    def furthest(self) -> int:
        """The last step that any run has."""
        return max((training.step for _, training in self.runs), default=-1)

    @property
    def done(self) -> bool:
        return self.ready and self.told >= self.furthest

    @property
    def last(self) -> int:
        return self.told

    def advance(self, to: int) -> None:
        while not self.ready:
            self.prepare(self.experiment.steps)
        self.told = min(to, self.furthest)

    def since(self, step: int) -> dict[str, dict[str, Any]]:
        return {
            run.id: self.columns(run, training, step, self.told)
            for run, training in self.runs
            if training.step >= step <= self.told
        }

    def columns(self, run: Run, training: Training, since: int, last: int) -> dict[str, Any]:
        """A run's points from `since` to `last`, as the other surfaces' are told.

        off_plane: how far off the plane each lies. grad_norm: the gradient's length in all weights.
        """
        end = min(last, training.step) + 1
        steps = list(range(since, end))
        columns = {name: values[since:end] for name, values in self.projected[run.id].items()}
        batch = {"batch_loss": [training.batch_loss(step) for step in steps]} if training.batched else {}
        order = {name: columns[name] for name in ("x", "y", "loss", "gx", "gy")}
        return {
            "step": steps,
            **order,
            **batch,
            **{name: columns[name] for name in ("off_plane", "grad_norm")},
        }

    @cached_property
    def projected(self) -> dict[str, Columns]:
        """Each run on the plane, all of its points."""
        seen = slice_of(self.experiment)
        found = {}
        for run, training in self.runs:
            end = training.step + 1
            told = seen.projected(training.points[:end], training.slopes[:end])
            told["grad_norm"] = np.linalg.norm(training.slopes[:end], axis=1)
            columns = {name: column.tolist() for name, column in told.items()}
            found[run.id] = columns | {"loss": training.losses[:end]}
        return found

    def judged(self, run: Run, training: Training) -> dict[str, Any]:
        """Why a run ended where it did; `at` on the plane."""
        place = self.projected[run.id]
        return {**spelled(verdict(training)), "at": [place["x"][-1], place["y"][-1]]}

    def verdicts(self) -> list[dict[str, Any]]:
        return [{"run": run.id, **self.judged(run, training)} for run, training in self.runs]

    def tables(self) -> list[dict[str, Any]]:
        return [
            {
                **titled(run),
                **self.columns(run, training, 0, training.step),
                "verdict": self.judged(run, training),
            }
            for run, training in self.runs
        ]

    def passages(self) -> list[tuple[Run, Passage[Any]]]:
        return [*self.runs]


def journey_of(experiment: Experiment) -> Journey:
    """All runs of an experiment, on whatever surface."""
    return training_of(experiment) or Journey(experiment)


def training_of(experiment: Experiment) -> TrainedJourney | None:
    """The runs of a network; None where the loss is not a network's."""
    return None if lesson_of(experiment) is None else TrainedJourney(experiment)
