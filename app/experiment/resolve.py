"""Experiment -> what the core can run: a landscape, and a plan for each run."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial

from numpy.random import default_rng

from app.core.fits.fit import Fit
from app.core.landscape import Landscape
from app.core.network import choosing
from app.core.network.lesson import Lesson
from app.core.network.slice import Slice
from app.core.network.training import Training
from app.core.oracles import View
from app.core.plan import Plan, Segment
from app.core.schedules import SCHEDULES
from app.experiment.fields import STARTS
from app.experiment.grounds import Ground
from app.experiment.networks import PLANE, WEIGHTS, learnt, weights_named
from app.experiment.offered import GROUNDS, ground, optimizer_of, site
from app.experiment.site import Site
from app.experiment.trained import Shelf, Trained
from app.experiment.value import CONSTANT, LETTERS, Experiment, Point, Run, Stage, Start, Window

ZEROS, ONES, RANDOM = STARTS

_SHELF = Shelf()


def ground_of(experiment: Experiment) -> Ground:
    """The kind of surface under the experiment."""
    return GROUNDS[experiment.surface]


def fit_of(experiment: Experiment) -> Fit | None:
    """The model and the data behind the loss; None where it has none."""
    return ground_of(experiment).fit(experiment.parameters)


def lesson_of(experiment: Experiment) -> Lesson | None:
    """The network and the rows that it learns; None where the loss is not a network's."""
    return ground_of(experiment).lesson(experiment.parameters)


def site_of(experiment: Experiment) -> Site:
    """What is known of the surface before anything runs on it."""
    return site(experiment.surface, experiment.formula, experiment.parameters)


def landscape_of(experiment: Experiment) -> Landscape:
    """The formula under the experiment; BadInput under `surface` where it is a network's loss."""
    return ground(experiment.surface, experiment.formula, experiment.parameters)


def relief_of(experiment: Experiment) -> Landscape | Slice:
    """What is seen of the surface; of a network's loss a plane, for which its runs are trained."""
    return landscape_of(experiment) if lesson_of(experiment) is None else slice_of(experiment)


@lru_cache(maxsize=16)
def slice_of(experiment: Experiment) -> Slice:
    """The plane through a network's loss, all runs trained to their ends. BadInput where there is none."""
    lesson, told = _lesson(experiment), dict(experiment.parameters)
    trained = trainings_of(experiment)
    for one in trained:
        one.advance(experiment.steps)
    start = lesson.start(str(told["init"]), experiment.seed)
    names, runs = weights_named(str(told.get(WEIGHTS, ""))), [one.training for one in trained]
    return choosing.chosen(lesson, str(told[PLANE]), names, start, runs, experiment.seed)


def trainings_of(experiment: Experiment) -> tuple[Trained, ...]:
    """The training of each run, as far as it has come; none where the loss is not a network's."""
    if lesson_of(experiment) is None:
        return ()
    return tuple([_trained(experiment, run) for run in experiment.runs])


def _trained(experiment: Experiment, run: Run) -> Trained:
    plan = plan_of(experiment, run)
    return _SHELF.get(_key(experiment, run), plan, partial(_training, experiment, plan))


def _lesson(experiment: Experiment) -> Lesson:
    found = lesson_of(experiment)
    assert found is not None
    return found


def _key(experiment: Experiment, run: Run) -> tuple[object, ...]:
    """All that a run's numbers depend on; the count of steps only where a schedule looks at it."""
    told = dict(experiment.parameters)
    chance = experiment.seed, experiment.noise, run.batch or experiment.batch, experiment.replace
    return (
        learnt(experiment.parameters),
        told["init"],
        experiment.steps if run.schedule != CONSTANT else None,
        chance,
        replace(run, id="", batch=None),
    )


def _training(experiment: Experiment, plan: Plan) -> Training:
    lesson, told = _lesson(experiment), dict(experiment.parameters)
    start = lesson.start(str(told["init"]), experiment.seed)
    return Training(lesson.network, lesson.data, start, plan)


def surface_name(experiment: Experiment) -> str:
    """What the surface is called."""
    return ground_of(experiment).title(experiment.formula, experiment.parameters)


def window_of(experiment: Experiment) -> Window:
    """What is drawn: a (low, high) pair for each variable."""
    return experiment.window or relief_of(experiment).window


def start_of(experiment: Experiment, run: Run | None = None) -> Point | None:
    """The point where a run starts; without a run, where those start that have no start of their own.

    None where no run starts at a point, but where a network's weights begin.
    """
    if run and run.start is not None:
        return _point(experiment, run.start, 1 + LETTERS.index(run.id))
    if experiment.start is None:
        return site_of(experiment).start
    return _point(experiment, experiment.start, 0)


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
        start=start_of(experiment, run) or (),
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
