"""Descent: one run step by step, with its whole path recorded."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core import loops
from app.core.compile import function
from app.core.errors import BadInput
from app.core.landscape import Landscape
from app.core.language import Node, parse
from app.core.loops import Recipe
from app.core.optimizers.method import Method, Walk
from app.core.optimizers.rule import Rule
from app.core.oracles import METHOD, NOISE, RULE, Oracle, View, normals
from app.core.program import Program, parse_rule
from app.core.schedules import Schedule

Optimizer = Rule | Method
Values = tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Segment:
    """From point `since` on, this optimizer with these hyperparameters.

    The update that leaves point `since` is the first that follows it. Where the optimizer stays the
    same, so does its memory; a new one starts afresh.
    """

    since: int
    optimizer: Optimizer
    values: Values
    schedule: Schedule | None = None
    schedule_values: Values = ()


@dataclass(frozen=True)
class Plan:
    """One run, everything resolved: equal plans on equal landscapes give equal paths."""

    start: tuple[float, ...]
    segments: tuple[Segment, ...]
    steps: int
    view: View = View()
    seed: int = 0


@dataclass
class Path:
    """What was recorded: a list for each coordinate of the points, the loss, and the gradient.

    Entry k is point k; loss and gradient are the exact full ones there, whatever the run was shown.
    """

    points: tuple[list[float], ...]
    loss: list[float] = field(default_factory=list)
    gradient: tuple[list[float], ...] = ()

    @classmethod
    def empty(cls, dimension: int) -> Path:
        """A path with no points yet."""
        return cls(tuple([[] for _ in range(dimension)]), [], tuple([[] for _ in range(dimension)]))

    def __len__(self) -> int:
        return len(self.loss)

    @property
    def columns(self) -> tuple[list[float], ...]:
        """Coordinates, loss and gradient components, in this order."""
        return (*self.points, self.loss, *self.gradient)

    def put(self, point: Sequence[float], loss: float, gradient: Sequence[float]) -> None:
        """Record one more point."""
        for column, value in zip(self.columns, (*point, loss, *gradient), strict=True):
            column.append(value)

    def point(self, step: int) -> tuple[float, ...]:
        """Where the run was at a step."""
        return tuple([column[step] for column in self.points])

    def gradient_at(self, step: int) -> tuple[float, ...]:
        """The exact gradient at a step."""
        return tuple([column[step] for column in self.gradient])


def program_of(rule: Rule, field: str = "rule") -> Program:
    """The rule's text, read."""
    return _program(rule.rule, tuple([h.name for h in rule.hyperparameters]), tuple(sorted(rule.memory.items())), field)


@lru_cache(maxsize=256)
def _program(text: str, names: tuple[str, ...], memory: tuple[tuple[str, float | str], ...], field: str) -> Program:
    return parse_rule(text, names, dict(memory), field)


def check(landscape: Landscape, optimizer: Optimizer, view: View, field: str = "optimizer") -> None:
    """BadInput under `field` where an optimizer can't work on this landscape."""
    if isinstance(optimizer, Rule) and "best" in program_of(optimizer, field).reads:
        if view.up:
            raise BadInput(field, f"{optimizer.name} needs the loss at the minimum, so it can't climb.")
        if landscape.best is None:
            raise BadInput(field, f"{optimizer.name} needs a surface whose lowest loss is known; this one's is not.")


def rates(segment: Segment, steps: int) -> list[float] | None:
    """The learning rate of every update of a run under the segment's schedule; None where it has none."""
    if segment.schedule is None:
        return None
    values = dict(segment.schedule_values) | {"lr": dict(segment.values)["lr"], "steps": float(steps)}
    names = tuple(sorted(values))
    tree: Node = parse(segment.schedule.formula, {*names, "s"}, rule=True)
    with np.errstate(all="ignore"):
        rate = function((tree,), ("s", *names), True)(np.arange(float(steps)), *[values[name] for name in names])[0]
    listed: list[float] = np.broadcast_to(rate, (steps,)).tolist()
    return listed


class RuleWalk:
    """A rule on its way: its memory, and the compiled loop that moves it."""

    def __init__(self, descent: Descent, segment: Segment) -> None:
        self.descent = descent
        self.since = segment.since
        self.memory: tuple[float, ...] = ()
        self.retune(segment)
        self.memory = self.fresh()

    def retune(self, segment: Segment) -> None:
        """Take on a segment's numbers, keeping the memory."""
        landscape, plan = self.descent.landscape, self.descent.plan
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
        )
        told = self.values | {"best": landscape.best, "clip": plan.view.clip, "noise": plan.view.noise}
        self.told = tuple([told[name] for name in self.recipe.told])

    def fresh(self) -> tuple[float, ...]:
        """The memory before the first step."""
        names = tuple(self.values)
        initial = []
        for (_, tree), (_, held) in zip(self.recipe.program.memory, self.recipe.memory(), strict=True):
            value = function((tree,), names)(*self.values.values())[0]
            initial += [value] * (len(held) if isinstance(held, tuple) else 1)
        return tuple(initial)

    def state(self, step: int) -> tuple[float, ...]:
        path = self.descent.path
        return (*path.point(step), *self.memory, path.loss[step], *path.gradient_at(step))

    def advance(self, step: int, last: int) -> tuple[int, bool]:
        """Walk from point `step` to point `last`; how far it came, and whether all is finite."""
        descent = self.descent
        columns = tuple([column.append for column in descent.path.columns])
        reached, state, whole = loops.advance(self.recipe)(
            self.state(step), columns, step, last, self.since, self.told, self.rates, descent.draw, descent.noise
        )
        dimension = len(self.recipe.variables)
        self.memory = state[dimension : len(state) - dimension - 1]
        return reached, whole


class MethodWalk:
    """A method with control flow on its way."""

    def __init__(self, descent: Descent, segment: Segment) -> None:
        self.descent = descent
        self.walk: Walk | None = None
        self.retune(segment)

    def retune(self, segment: Segment) -> None:
        """Take on a segment's numbers, keeping the memory."""
        self.segment = segment
        self.rates = rates(segment, self.descent.plan.steps)
        self.values = dict(segment.values)
        if self.walk is not None:
            self.walk.values = self.values

    def begun(self, step: int) -> Walk:
        if self.walk is None:
            descent = self.descent
            oracle = Oracle(descent.landscape, descent.plan.view, descent.noise)
            generator = np.random.default_rng([descent.plan.seed, METHOD])
            if not isinstance(self.segment.optimizer, Method):
                raise TypeError(self.segment.optimizer)
            self.walk = self.segment.optimizer.begin(oracle, descent.path.point(step), self.values, generator)
        return self.walk

    def rate(self, step: int) -> float:
        return self.rates[step] if self.rates is not None else self.values.get("lr", 1.0)

    def advance(self, step: int, last: int) -> tuple[int, bool]:
        """Walk from point `step` to point `last`; how far it came, and whether all is finite."""
        try:
            walk = self.begun(step)
            while step < last:
                if not self.descent.record(tuple(walk.step(self.rate(step)))):
                    return len(self.descent.path) - 1, False
                step += 1
        except (ArithmeticError, ValueError):
            return step, False
        return step, True


class Descent:
    """One run of a plan on a landscape, as far as it has been advanced.

    path: what was recorded so far; point 0 is there from the start. done: no further step will come.
    ended_at: the step at which something was not finite, None while all is well.
    """

    def __init__(self, landscape: Landscape, plan: Plan) -> None:
        self.landscape = landscape
        self.plan = plan
        self.path = Path.empty(landscape.dimension)
        self.ended_at: int | None = None
        self.draw: Callable[[], float] = normals(plan.seed, RULE)
        self.noise: Callable[[], float] = normals(plan.seed, NOISE)
        self.walk: RuleWalk | MethodWalk | None = None
        self.segment: Segment | None = None
        self.begin()

    def begin(self) -> None:
        """Record point 0, whatever is there."""
        start = self.plan.start
        loss, gradient = self.landscape.loss_at(start), self.landscape.gradient_at(start)
        self.path.put(start, loss, gradient)
        if not all(math.isfinite(value) for value in (loss, *gradient)):
            self.ended_at = 0

    @property
    def step(self) -> int:
        """The last step recorded."""
        return len(self.path) - 1

    @property
    def done(self) -> bool:
        """Whether the run has come to its end."""
        return self.ended_at is not None or self.step >= self.plan.steps

    def record(self, point: tuple[float, ...]) -> bool:
        """Record a point if it and its loss are finite; whether the run can go on from it."""
        loss, gradient = self.landscape.loss_at(point), self.landscape.gradient_at(point)
        if not all(math.isfinite(value) for value in (*point, loss)):
            return False
        self.path.put(point, loss, gradient)
        return all(math.isfinite(value) for value in gradient)

    def advance(self, to: int) -> None:
        """Go on until step `to`, or the run's end if that is sooner."""
        to = min(to, self.plan.steps)
        while self.step < to and not self.done:
            walk = self.enter(self.step)
            reached, whole = walk.advance(self.step, min(to, self.until(self.step)))
            if not whole:
                finite = all(math.isfinite(value) for value in self.path.gradient_at(reached))
                self.ended_at = reached + 1 if finite else reached

    def until(self, step: int) -> int:
        """The first point after `step` at which something changes."""
        return min([s.since for s in self.plan.segments if s.since > step], default=self.plan.steps)

    def enter(self, step: int) -> RuleWalk | MethodWalk:
        """The walk that leaves point `step`, changed to its segment's settings."""
        segment = [s for s in self.plan.segments if s.since <= step][-1]
        if segment is not self.segment or self.walk is None:
            before, self.segment = self.segment, segment
            if self.walk is not None and before is not None and before.optimizer == segment.optimizer:
                self.walk.retune(segment)
            else:
                self.walk = (RuleWalk if isinstance(segment.optimizer, Rule) else MethodWalk)(self, segment)
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
    return np.concatenate([_together(landscape, plan, starts[i : i + chunk]) for i in range(0, len(starts), chunk)])


def _together(landscape: Landscape, plan: Plan, starts: NDArray[np.float64]) -> NDArray[np.float64]:
    walk = RuleWalk(Descent(landscape, plan), plan.segments[0])
    columns = [np.ascontiguousarray(column) for column in starts.T]
    state: Any = (*columns, *walk.memory)
    draws = normals(plan.seed, RULE), normals(plan.seed, NOISE)
    with np.errstate(all="ignore"):
        state = loops.crowd(walk.recipe)(state, 0, plan.steps, 0, walk.told, walk.rates, *draws)
    return np.stack([np.broadcast_to(column, len(starts)) for column in state[: len(columns)]], axis=1)
