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
from app.core.plan import Plan, Segment, at_rate, rates_each
from app.core.rows import CELLS
from app.core.tree import Node
from app.core.walks import Course, RuleWalk

Counts = NDArray[np.intp]
Columns = tuple[Floats, ...]

_PATHS, _ENDS = ("points", "losses"), ("ended", "last")


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
    if not is_joint(landscape, plan):
        return _apart(landscape, plan, starts, rates)
    stride = len(starts) if landscape.rows is None else max(1, CELLS // len(landscape.rows))
    parts = [slice(at, at + stride) for at in range(0, len(starts), stride)]
    told = [_together(landscape, plan, starts[p], None if rates is None else rates[p]) for p in parts]
    return told[0] if len(told) == 1 else _joined(told)


def _joined(told: list[Swarm]) -> Swarm:
    points, losses = [np.concatenate([getattr(one, name) for one in told], axis=1) for name in _PATHS]
    ended, last = [np.concatenate([getattr(one, name) for one in told]) for name in _ENDS]
    return Swarm(points, losses, ended, last)


def is_joint(landscape: Landscape, plan: Plan) -> bool:
    """Whether the runs move all at once: by rules, and nobody puts them elsewhere midway."""
    return all(isinstance(segment.optimizer, Rule) for segment in plan.segments) and not plan.moves


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
            points[step] = np.hstack([column.reshape(-1, 1) for column in columns])
        columns = tuple(np.moveaxis(points, 2, 0))
        losses = landscape.loss_of(*columns)
        slopes = [_swept(landscape, tree, columns) for tree in landscape.bound_gradient]
        held = np.isfinite(losses) & np.isfinite(points).all(axis=2)
        whole = held & np.isfinite(sum(slopes, np.zeros(losses.shape)))
    return _cut(points, losses, held, whole)


def _swept(landscape: Landscape, tree: Node, columns: Columns) -> Floats:
    """What a tree comes to at many points."""
    rows = landscape.rows
    compute = function((tree,), (*landscape.variables, *(rows.names if rows else ())), True)
    told: Floats = compute(*columns)[0] if rows is None else rows.swept(compute, columns)
    return told


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
) -> Iterator[tuple[int, Columns]]:
    """Each step with the coordinates there, arrays that the next step may write over."""
    course = Course.new(landscape, replace(plan, start=tuple(starts[0].tolist())))
    # Over rows of data, a number of each run stands in a column beside them.
    shape = (len(starts),) if landscape.rows is None else (len(starts), 1)
    columns: Columns = tuple([np.array(column).reshape(shape) for column in starts.T])
    own = None if rates is None else rates.reshape(shape)
    yield 0, columns
    before: Segment | None = None
    bounds = [*[segment.since for segment in plan.segments], plan.steps]
    for segment, (since, until) in zip(plan.segments, pairwise(bounds), strict=True):
        if before is None or before.optimizer != segment.optimizer:
            walk = RuleWalk(course, segment)
            memory = _memory(walk, shape, own)
        else:
            walk.retune(segment)
        move, before = _mover(course, walk, segment, own), segment
        for step in range(since, min(until, plan.steps)):
            state = move((*columns, *memory), step)
            columns, memory = state[: len(columns)], state[len(columns) :]
            yield step + 1, columns


def _mover(
    course: Course, walk: RuleWalk, segment: Segment, rates: Floats | None
) -> Callable[[Columns, int], Columns]:
    """All runs' step from the point of a number: coordinates and memory in, the new ones out."""
    own = frozenset() if rates is None else frozenset({"lr"})
    named = zip(walk.recipe.told, walk.told, strict=True)
    told = tuple([rates if name in own else value for name, value in named])
    scheduled: Any = walk.rates
    if rates is not None:
        scheduled = rates_each(segment, course.plan.steps, rates)
    draws = course.draw, course.noise
    if course.landscape.rows is None:
        in_place = loops.crowd(walk.recipe, own)

        def moved(state: Columns, step: int) -> Columns:
            in_place(state, step, step + 1, walk.since, told, scheduled, *draws)
            return state

        return moved
    anew = loops.crowd_over_rows(walk.recipe, own)
    return lambda state, step: anew(state, step, step + 1, walk.since, told, scheduled, *draws, walk.batch)


def _memory(walk: RuleWalk, shape: tuple[int, ...], rates: Floats | None) -> Columns:
    """What the rule remembers before its first step, an array of a number for each run."""
    values = walk.values if rates is None else walk.values | {"lr": rates}
    held = []
    for (_, tree), (_, names) in zip(walk.recipe.program.memory, walk.recipe.memory(), strict=True):
        first = function((tree,), tuple(values), True)(*values.values())[0]
        copies = len(names) if isinstance(names, tuple) else 1
        held += [np.array(np.broadcast_to(first, shape), dtype=float) for _ in range(copies)]
    return tuple(held)
