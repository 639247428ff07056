"""Experiment -> what the core can run: a landscape, and a plan for each run."""

from __future__ import annotations

from numpy.random import default_rng

from app.core.fits.fit import Fit
from app.core.landscape import Landscape
from app.core.oracles import View
from app.core.plan import Plan, Segment
from app.core.schedules import SCHEDULES
from app.experiment.fields import STARTS
from app.experiment.grounds import Ground
from app.experiment.offered import GROUNDS, ground, optimizer_of
from app.experiment.value import CONSTANT, LETTERS, Experiment, Point, Run, Stage, Start, Window

ZEROS, ONES, RANDOM = STARTS


def ground_of(experiment: Experiment) -> Ground:
    """The kind of surface under the experiment."""
    return GROUNDS[experiment.surface]


def fit_of(experiment: Experiment) -> Fit | None:
    """The model and the data behind the loss; None where it has none."""
    return ground_of(experiment).fit(experiment.parameters)


def landscape_of(experiment: Experiment) -> Landscape:
    """The surface under the experiment."""
    return ground(experiment.surface, experiment.formula, experiment.parameters)


def surface_name(experiment: Experiment) -> str:
    """What the surface is called."""
    return ground_of(experiment).title(experiment.formula, experiment.parameters)


def window_of(experiment: Experiment) -> Window:
    """What is drawn: a (low, high) pair for each variable."""
    return experiment.window or landscape_of(experiment).window


def start_of(experiment: Experiment, run: Run | None = None) -> Point:
    """The point where a run starts; without a run, where those start that have no start of their own."""
    land = landscape_of(experiment)
    if run and run.start is not None:
        return _point(experiment, run.start, 1 + LETTERS.index(run.id))
    return land.start if experiment.start is None else _point(experiment, experiment.start, 0)


def _point(experiment: Experiment, start: Start, stream: int) -> Point:
    window = window_of(experiment)
    if start == RANDOM:
        draw = default_rng((experiment.seed, stream))
        return tuple([float(draw.uniform(low, high)) for low, high in window])
    if isinstance(start, str):
        return ({ZEROS: 0.0, ONES: 1.0}[start],) * len(window)
    return start


def plan_of(experiment: Experiment, run: Run) -> Plan:
    """What a run is to do, start, numbers and chance included.

    The seed is the same for every run: runs that share a past, as after a fork, share its noise.
    """
    return Plan(
        start=start_of(experiment, run),
        segments=tuple([_segment(run, stage) for stage in run.stages]),
        steps=experiment.steps,
        view=View(experiment.noise, run.clip, run.up, run.batch or experiment.batch, experiment.replace),
        seed=experiment.seed,
        moves=run.moves,
    )


def _segment(run: Run, stage: Stage) -> Segment:
    # A schedule changes the learning rate; an optimizer without one goes on without it.
    scheduled = run.schedule != CONSTANT and "lr" in dict(stage.values)
    return Segment(
        since=stage.since,
        optimizer=optimizer_of(stage),
        values=stage.values,
        schedule=SCHEDULES[run.schedule] if scheduled else None,
        schedule_values=run.schedule_values if scheduled else (),
    )
