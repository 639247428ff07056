"""A swarm: many runs of one plan at once, each from a start of its own, with every point recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core import loops
from app.core.compile import function
from app.core.descend import Descent
from app.core.landscape import Floats, Landscape
from app.core.optimizers.rule import Rule
from app.core.oracles import NOISE, RULE, normals
from app.core.plan import Plan, Segment, at_rate, rates_each
from app.core.walks import Course, RuleWalk

Counts = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Swarm:
    """The runs of a swarm, to their ends.

    points: shape (steps + 1, n, d). losses: the exact loss at each, shape (steps + 1, n). Both are nan
    behind a run's last point. ended: at which step something was not finite, shape (n,); -1 where all was
    well. last: the step of each run's last point, shape (n,).
    """

    points: Floats
    losses: Floats
    ended: Counts
    last: Counts

    @property
    def ends(self) -> Floats:
        """The last point of each run, shape (n, d)."""
        return self.points[self.last, np.arange(len(self.last))]


def swarm(landscape: Landscape, plan: Plan, starts: Floats, rates: Floats | None = None) -> Swarm:
    """The runs of a plan from `starts`, shape (n, d), in place of its own start.

    Each takes the very steps that a `Descent` takes alone; all are shown the same noise. rates: a learning
    rate for each run in place of the plan's, shape (n,); the plan must then have one segment with an `lr`.
    """
    if rates is not None and (len(plan.segments) > 1 or "lr" not in dict(plan.segments[0].values)):
        raise ValueError("Runs have a learning rate of their own where the plan has a single one.")
    return (_together if is_joint(landscape, plan) else _apart)(landscape, plan, starts, rates)


def is_joint(landscape: Landscape, plan: Plan) -> bool:
    """Whether the runs move all at once: on a formula, by rules, and nobody puts them elsewhere midway."""
    rules = all(isinstance(segment.optimizer, Rule) for segment in plan.segments)
    return rules and landscape.rows is None and not plan.moves


def _apart(landscape: Landscape, plan: Plan, starts: Floats, rates: Floats | None) -> Swarm:
    """Each run alone, one after the other."""
    n, shape = len(starts), (plan.steps + 1, len(starts))
    points, losses = np.full((*shape, landscape.dimension), np.nan), np.full(shape, np.nan)
    ended, last = np.full(n, -1), np.zeros(n, dtype=np.intp)
    for run, start in enumerate(starts.tolist()):
        own = plan if rates is None else at_rate(plan, float(rates[run]))
        descent = Descent(landscape, replace(own, start=tuple(start)))
        descent.advance(plan.steps)
        last[run] = descent.step
        ended[run] = -1 if descent.ended_at is None else descent.ended_at
        points[: descent.step + 1, run] = np.array(descent.path.points).T
        losses[: descent.step + 1, run] = descent.path.loss
    return Swarm(points, losses, ended, last)


def _together(landscape: Landscape, plan: Plan, starts: Floats, rates: Floats | None) -> Swarm:
    points = np.empty((plan.steps + 1, len(starts), landscape.dimension))
    with np.errstate(all="ignore"):
        for step, columns in _walked(landscape, plan, starts, rates):
            for axis, column in enumerate(columns):
                points[step, :, axis] = column
        columns = tuple(np.moveaxis(points, 2, 0))
        losses = landscape.loss_of(*columns)
        slopes = function(landscape.bound_gradient, landscape.variables, True)(*columns)
        held = np.isfinite(losses) & np.isfinite(points).all(axis=2)
        whole = held & np.isfinite(sum(slopes, np.zeros(losses.shape)))
    return _cut(points, losses, held, whole)


def _cut(points: Floats, losses: Floats, held: NDArray[np.bool_], whole: NDArray[np.bool_]) -> Swarm:
    """What is left of the runs where each stops as it would alone.

    held: where point and loss are finite, so that the point is recorded. whole: where the slope is, too, so
    that the run goes on from there. Both of shape (steps + 1, n).
    """
    runs = np.arange(whole.shape[1])
    ended = np.where(whole.all(axis=0), -1, whole.argmin(axis=0))
    # The start is recorded whatever is there.
    kept = np.where(held[ended, runs], ended, np.maximum(ended - 1, 0))
    last = np.where(ended < 0, len(whole) - 1, kept)
    behind = np.arange(len(whole))[:, None] > last
    points[behind], losses[behind] = np.nan, np.nan
    return Swarm(points, losses, ended, last)


def _walked(
    landscape: Landscape, plan: Plan, starts: Floats, rates: Floats | None
) -> Iterator[tuple[int, tuple[Floats, ...]]]:
    """Each step with the coordinates there, arrays that the next step writes over."""
    course = Course.new(landscape, replace(plan, start=tuple(starts[0].tolist())))
    draws = normals(plan.seed, RULE), normals(plan.seed, NOISE)
    columns = tuple([np.array(column) for column in starts.T])
    yield 0, columns
    memory: tuple[Floats, ...] = ()
    before: Segment | None = None
    bounds = [*[segment.since for segment in plan.segments], plan.steps]
    for segment, (since, until) in zip(plan.segments, pairwise(bounds), strict=True):
        if since >= plan.steps:
            return
        if before is None or before.optimizer != segment.optimizer:
            walk = RuleWalk(course, segment)
            memory = _memory(walk, len(starts), rates)
        else:
            walk.retune(segment)
        move, told, scheduled = _compiled(walk, segment, plan.steps, rates)
        before, state = segment, (*columns, *memory)
        for step in range(since, min(until, plan.steps)):
            move(state, step, step + 1, walk.since, told, scheduled, *draws)
            yield step + 1, columns


def _compiled(
    walk: RuleWalk, segment: Segment, steps: int, rates: Floats | None
) -> tuple[Callable[..., Any], tuple[Any, ...], Any]:
    """The loop that moves the runs on, what it is told once, and the learning rate of each update."""
    if rates is None:
        return loops.crowd(walk.recipe), walk.told, walk.rates
    told = [rates if name == "lr" else value for name, value in zip(walk.recipe.told, walk.told, strict=True)]
    return loops.crowd(walk.recipe, frozenset({"lr"})), tuple(told), rates_each(segment, steps, rates)


def _memory(walk: RuleWalk, runs: int, rates: Floats | None) -> tuple[Floats, ...]:
    """What the rule remembers before its first step, an array of a number for each run."""
    values = walk.values if rates is None else walk.values | {"lr": rates}
    held = []
    for (_, tree), (_, names) in zip(walk.recipe.program.memory, walk.recipe.memory(), strict=True):
        first = function((tree,), tuple(values), True)(*values.values())[0]
        copies = len(names) if isinstance(names, tuple) else 1
        held += [np.array(np.broadcast_to(first, runs), dtype=float) for _ in range(copies)]
    return tuple(held)
