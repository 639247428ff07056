"""A run on its way: the part of a path that one optimizer walks, with its memory."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.core import loops
from app.core.compile import function
from app.core.landscape import Landscape
from app.core.loops import Recipe
from app.core.lowering import SPREAD
from app.core.optimizers.method import Method, Walk
from app.core.optimizers.rule import Rule
from app.core.oracles import METHOD, NOISE, RULE, Oracle, normals
from app.core.path import Path
from app.core.plan import Plan, Segment, program_of, rates
from app.core.program import Line
from app.core.rows import Batches, Floats


@dataclass(frozen=True)
class Course:
    """What all walks of one run share: the landscape, the plan, the path so far, the random numbers.

    spent: how many evaluations the run had asked for by each step. batches: which rows of the data each
    update is shown; None where it is shown all of them, or where there are none.
    """

    landscape: Landscape
    plan: Plan
    path: Path
    draw: Callable[[], float]
    noise: Callable[[], float]
    spent: list[int]
    batches: Batches | None

    @classmethod
    def new(cls, landscape: Landscape, plan: Plan) -> Course:
        """A course with nothing recorded and nothing drawn."""
        path = Path.empty(landscape.dimension)
        draws = normals(plan.seed, RULE), normals(plan.seed, NOISE)
        return cls(landscape, plan, path, *draws, [0], batches_of(landscape, plan))

    def seen(self, step: int) -> Landscape:
        """The landscape that the update leaving point `step` is shown: that of its batch, or the whole."""
        return self.landscape.on(self.batches.at(step)) if self.batches else self.landscape

    def batch_loss(self, step: int) -> float:
        """The loss at point `step` on the rows that the update leaving it is shown."""
        assert self.batches is not None
        return self.landscape.loss_on(self.batches.at(step), self.path.point(step))

    def pay(self, cost: int) -> None:
        """Book what each step since the last payment cost."""
        before, steps = self.spent[-1], len(self.path) - len(self.spent)
        self.spent.extend([before + cost * step for step in range(1, steps + 1)])

    def record(self, point: tuple[float, ...]) -> bool:
        """Record a point if there is one and its loss is finite; whether the run can go on from it."""
        if not point:
            return False
        loss, gradient = self.landscape.loss_at(point), self.landscape.gradient_at(point)
        if not all(math.isfinite(value) for value in (*point, loss)):
            return False
        self.path.put(point, loss, gradient)
        return all(math.isfinite(value) for value in gradient)


def batches_of(landscape: Landscape, plan: Plan) -> Batches | None:
    """The batches of a run that is shown only some of the data at each step."""
    size = plan.view.batch
    if landscape.rows is None or size is None:
        return None
    return Batches(len(landscape.rows), size, plan.seed, plan.view.replace)


class RuleWalk:
    """A rule on its way: its memory, and the compiled loop that moves it.

    watched: lines about what the names are behind the rule's own. seen: where their values go, a list
    for each line and coordinate, an entry for each step made.
    """

    def __init__(self, course: Course, segment: Segment) -> None:
        self.course = course
        self.since = segment.since
        self.memory: tuple[float, ...] = ()
        self.watched: tuple[Line, ...] = ()
        self.seen: tuple[list[float], ...] = ()
        self.retune(segment)
        self.memory = self.fresh()

    def retune(self, segment: Segment) -> None:
        """Take on a segment's numbers, keeping the memory."""
        landscape, plan = self.course.landscape, self.course.plan
        if not isinstance(segment.optimizer, Rule):
            raise TypeError(segment.optimizer)
        self.rates = rates(segment, plan.steps)
        self.values = dict(segment.values)
        self.recipe = Recipe(
            landscape.bound_loss,
            landscape.bound_gradient,
            landscape.variables,
            program_of(segment.optimizer),
            plan.view.lines,
            self.rates is not None,
            tuple([name for name, value in segment.values if value == 0.0 and name != "lr"]),
            self.course.batches is not None,
        )
        told = self.values | {"best": landscape.best, "clip": plan.view.clip, SPREAD: plan.view.noise}
        columns = dict(landscape.rows.columns) if landscape.rows else {}
        self.told = tuple([(told | columns)[name] for name in self.recipe.told])
        self.columns = tuple([columns[name] for name in self.recipe.rows])

    def batch(self, step: int) -> tuple[Floats, ...]:
        """The columns of the data that the update leaving point `step` is shown."""
        assert self.course.batches is not None
        chosen = self.course.batches.at(step)
        return tuple([column[chosen] for column in self.columns])

    def fresh(self) -> tuple[float, ...]:
        """The memory before the first step."""
        names = tuple(self.values)
        initial = []
        for (_, tree), (_, held) in zip(self.recipe.program.memory, self.recipe.memory(), strict=True):
            value = function((tree,), names)(*self.values.values())[0]
            initial += [value] * (len(held) if isinstance(held, tuple) else 1)
        return tuple(initial)

    def state(self, step: int) -> tuple[float, ...]:
        path = self.course.path
        return (*path.point(step), *self.memory, path.loss[step], *path.gradient_at(step))

    def advance(self, step: int, last: int) -> tuple[int, bool]:
        """Walk from point `step` to point `last`; how far it came, and whether all is finite."""
        course = self.course
        columns = tuple([column.append for column in (*course.path.columns, *self.seen)])
        move = loops.advance(self.recipe, self.watched)
        draws = course.draw, course.noise, self.batch
        # Over rows of data a value that does not exist is inf or nan, and no exception.
        with np.errstate(all="ignore"):
            reached, state, whole = move(
                self.state(step), columns, step, last, self.since, self.told, self.rates, *draws
            )
        if not whole:
            # A point whose loss is finite is kept, though no slope leads on from it.
            course.record(state)
        course.pay(self.recipe.program.evaluations)
        if not whole:
            return course.path.last, False
        dimension = len(self.recipe.variables)
        self.memory = state[dimension : len(state) - dimension - 1]
        return reached, True


class MethodWalk:
    """A method with control flow on its way."""

    def __init__(self, course: Course, segment: Segment) -> None:
        self.course = course
        self.walk: Walk | None = None
        self.retune(segment)

    def retune(self, segment: Segment) -> None:
        """Take on a segment's numbers, keeping the memory."""
        self.segment = segment
        self.rates = rates(segment, self.course.plan.steps)
        self.values = dict(segment.values)
        if self.walk is not None:
            self.walk.values = self.values

    def begun(self, step: int) -> Walk:
        if self.walk is None:
            course, optimizer = self.course, self.segment.optimizer
            self.oracle = Oracle(course.landscape, course.plan.view, course.noise)
            generator = np.random.default_rng([course.plan.seed, METHOD])
            if not isinstance(optimizer, Method):
                raise TypeError(optimizer)
            self.walk = optimizer.begin(self.oracle, course.path.point(step), self.values, generator)
        return self.walk

    def rate(self, step: int) -> float:
        return self.rates[step] if self.rates is not None else self.values.get("lr", 1.0)

    def advance(self, step: int, last: int) -> tuple[int, bool]:
        """Walk from point `step` to point `last`; how far it came, and whether all is finite."""
        try:
            walk = self.begun(step)
            while step < last:
                self.oracle.landscape = self.course.seen(step)
                whole = self.course.record(tuple(walk.step(self.rate(step))))
                self.course.pay(self.oracle.settle())
                if not whole:
                    return self.course.path.last, False
                step += 1
        except (ArithmeticError, ValueError):
            return step, False
        return step, True
