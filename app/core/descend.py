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
from app.core.passage import Passage
from app.core.plan import Plan, Segment, Values
from app.core.walks import Course, MethodWalk, RuleWalk


class Descent(Passage[RuleWalk | MethodWalk]):
    """One run of a plan on a landscape, as far as it has been advanced.

    path: what was recorded so far; point 0 is there from the start. arrivals: by step, where the run had
    come to when it was moved by hand.
    """

    def __init__(self, landscape: Landscape, plan: Plan) -> None:
        super().__init__(plan)
        self.landscape = landscape
        self.course = Course.new(landscape, plan)
        self.path = self.course.path
        self.spent = self.course.spent
        self.arrivals: dict[int, tuple[float, ...]] = {}
        self.put_down(plan.start)

    def put_down(self, point: tuple[float, ...]) -> None:
        """Record a point that was chosen by hand, whatever is there."""
        loss, gradient = self.landscape.loss_at(point), self.landscape.gradient_at(point)
        self.path.put(point, loss, gradient)
        if not all(math.isfinite(value) for value in (loss, *gradient)):
            self.ended_at = self.step

    def shove(self, step: int) -> None:
        if step not in self.places:
            return
        self.arrivals[step] = self.path.take_back()
        self.put_down(self.places[step])
        if isinstance(self.walk, MethodWalk):
            self.walk = None

    @property
    def step(self) -> int:
        return self.path.last

    @property
    def losses(self) -> list[float]:
        return self.path.loss

    @property
    def batched(self) -> bool:
        return self.course.batches is not None

    def sloped(self, step: int) -> bool:
        return all(math.isfinite(value) for value in self.path.gradient_at(step))

    def begun(self, segment: Segment) -> RuleWalk | MethodWalk:
        return (RuleWalk if isinstance(segment.optimizer, Rule) else MethodWalk)(self.course, segment)


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
