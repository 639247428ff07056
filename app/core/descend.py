"""Descent: one run step by step, with its whole path recorded, or a crowd of runs at once."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.core import loops
from app.core.landscape import Landscape
from app.core.optimizers.rule import Rule
from app.core.oracles import NOISE, RULE, View, normals
from app.core.plan import Plan, Segment, Values
from app.core.walks import Course, MethodWalk, RuleWalk


class Descent:
    """One run of a plan on a landscape, as far as it has been advanced.

    path: what was recorded so far; point 0 is there from the start. done: no further step will come.
    ended_at: the step at which something was not finite, None while all is well. arrivals: by step,
    where the run had come to when it was moved by hand. spent: evaluations by each step.
    """

    def __init__(self, landscape: Landscape, plan: Plan) -> None:
        self.landscape = landscape
        self.plan = plan
        self.course = Course.new(landscape, plan)
        self.path = self.course.path
        self.spent = self.course.spent
        self.places = {move.step: move.to for move in plan.moves}
        self.arrivals: dict[int, tuple[float, ...]] = {}
        self.ended_at: int | None = None
        self.walk: RuleWalk | MethodWalk | None = None
        self.segment: Segment | None = None
        self.put_down(plan.start)

    def put_down(self, point: tuple[float, ...]) -> None:
        """Record a point that was chosen by hand, whatever is there."""
        loss, gradient = self.landscape.loss_at(point), self.landscape.gradient_at(point)
        self.path.put(point, loss, gradient)
        if not all(math.isfinite(value) for value in (loss, *gradient)):
            self.ended_at = self.step

    def shove(self, step: int) -> None:
        """Move the run by hand where the plan says so, before anyone sees where it had come to."""
        if step not in self.places:
            return
        self.arrivals[step] = self.path.take_back()
        self.put_down(self.places[step])
        if isinstance(self.walk, MethodWalk):
            self.walk = None

    @property
    def step(self) -> int:
        """The last step recorded."""
        return self.path.last

    @property
    def batched(self) -> bool:
        """Whether updates are shown some of the data alone."""
        return self.course.batches is not None

    @property
    def done(self) -> bool:
        """Whether the run has come to its end."""
        return self.ended_at is not None or self.step >= self.plan.steps

    def advance(self, to: int) -> None:
        """Go on until step `to`, or the run's end if that is sooner."""
        to = min(to, self.plan.steps)
        while self.step < to and not self.done:
            walk = self.enter(self.step)
            reached, whole = walk.advance(self.step, min(to, self.until(self.step)))
            if whole:
                self.shove(reached)
            else:
                finite = all(math.isfinite(value) for value in self.path.gradient_at(reached))
                self.ended_at = reached + 1 if finite else reached

    def until(self, step: int) -> int:
        """The first point after `step` at which something changes."""
        changes = [*[segment.since for segment in self.plan.segments], *self.places]
        return min([since for since in changes if since > step], default=self.plan.steps)

    def enter(self, step: int) -> RuleWalk | MethodWalk:
        """The walk that leaves point `step`, changed to its segment's settings."""
        segment = [s for s in self.plan.segments if s.since <= step][-1]
        if segment is not self.segment or self.walk is None:
            before, self.segment = self.segment, segment
            if self.walk is not None and before is not None and before.optimizer == segment.optimizer:
                self.walk.retune(segment)
            else:
                self.walk = (RuleWalk if isinstance(segment.optimizer, Rule) else MethodWalk)(
                    self.course, segment
                )
        return self.walk


def crowd(
    landscape: Landscape,
    optimizer: Rule,
    values: Values,
    starts: NDArray[np.float64],
    steps: int,
    *,
    view: View | None = None,
    seed: int = 0,
    chunk: int = 16384,
) -> NDArray[np.float64]:
    """Where many runs of one rule end: `starts` and the answer have shape (n, d).

    Each run takes the very steps it would take alone; all are shown the same noise. Runs that leave
    the finite numbers end as inf or nan.
    """
    plan = Plan(tuple(starts[0]), (Segment(0, optimizer, values),), steps, view or View(), seed)
    if landscape.rows is not None:
        return np.array([_alone(landscape, replace(plan, start=tuple(start))) for start in starts.tolist()])
    return np.concatenate(
        [_together(landscape, plan, starts[i : i + chunk]) for i in range(0, len(starts), chunk)]
    )


def _alone(landscape: Landscape, plan: Plan) -> tuple[float, ...]:
    """Where one run ends: nan where it left the finite numbers."""
    descent = Descent(landscape, plan)
    descent.advance(plan.steps)
    return descent.path.point(descent.step) if descent.ended_at is None else (math.nan,) * landscape.dimension


def _together(landscape: Landscape, plan: Plan, starts: NDArray[np.float64]) -> NDArray[np.float64]:
    walk = RuleWalk(Course.new(landscape, plan), plan.segments[0])
    columns = [np.array(column) for column in starts.T]
    state = (*columns, *[np.full(len(starts), number) for number in walk.memory])
    draws = normals(plan.seed, RULE), normals(plan.seed, NOISE)
    with np.errstate(all="ignore"):
        loops.crowd(walk.recipe)(state, 0, plan.steps, 0, walk.told, walk.rates, *draws)
    return np.stack(columns, axis=1)
