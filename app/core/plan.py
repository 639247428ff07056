"""What one run is to do: from where, by which rules, for how long. And what it can't do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

import numpy as np

from app.core.compile import function
from app.core.errors import BadInput
from app.core.landscape import Floats, Landscape
from app.core.language import parse
from app.core.optimizers.method import Method
from app.core.optimizers.rule import Rule
from app.core.oracles import View
from app.core.program import Program, parse_rule
from app.core.schedules import Schedule
from app.core.tree import Node

Optimizer = Rule | Method
Values = tuple[tuple[str, float], ...]
EXACT = View()
T = TypeVar("T")


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
class Move:
    """A shove: on its arrival at point `step` the run is put down at `to`, which is then its point there.

    A rule keeps its memory; a method with control flow begins afresh.
    """

    step: int
    to: tuple[float, ...]


@dataclass(frozen=True)
class Plan:
    """One run, everything resolved: equal plans on equal landscapes give equal paths."""

    start: tuple[float, ...]
    segments: tuple[Segment, ...]
    steps: int
    view: View = EXACT
    seed: int = 0
    moves: tuple[Move, ...] = ()


def shared(plan: Plan, other: Plan) -> int:
    """The step up to which two plans say the same, so that all points up to it are; -1 where none is."""
    if replace(plan, segments=(), moves=()) != replace(other, segments=(), moves=()):
        return -1
    # A segment works on the update that leaves its point, a shove on the point itself.
    segments = [segment.since for segment in _unlike(plan.segments, other.segments)]
    moves = [move.step - 1 for move in _unlike(plan.moves, other.moves)]
    return min([plan.steps, *segments, *moves])


def _unlike(some: tuple[T, ...], others: tuple[T, ...]) -> list[T]:
    """What stands in only one of the two."""
    return [*[one for one in some if one not in others], *[one for one in others if one not in some]]


def program_of(rule: Rule, field: str = "rule") -> Program:
    """The rule's text, read."""
    return _program(
        rule.rule, tuple([h.name for h in rule.hyperparameters]), tuple(sorted(rule.memory.items())), field
    )


@lru_cache(maxsize=256)
def _program(
    text: str, names: tuple[str, ...], memory: tuple[tuple[str, float | str], ...], field: str
) -> Program:
    return parse_rule(text, names, dict(memory), field)


def check(landscape: Landscape, optimizer: Optimizer, view: View, field: str = "optimizer") -> None:
    """BadInput under `field` where an optimizer can't work on this landscape."""
    if isinstance(optimizer, Rule) and "best" in program_of(optimizer, field).reads:
        if view.up:
            raise BadInput(field, f"{optimizer.name} needs the loss at the minimum, so it can't climb.")
        if landscape.best is None:
            raise BadInput(
                field, f"{optimizer.name} needs a surface whose lowest loss is known; this one's is not."
            )


def schedule_names(segment: Segment, steps: int) -> dict[str, float]:
    """What a segment's schedule works with, besides the step `s`."""
    return {"lr": dict(segment.values)["lr"], "steps": float(steps)} | dict(segment.schedule_values)


@lru_cache(maxsize=64)
def schedule_tree(schedule: Schedule) -> Node:
    """A schedule's formula, read."""
    return parse(schedule.formula, {"lr", "steps", "s", *[p.name for p in schedule.parameters]}, rule=True)


def rates(segment: Segment, steps: int) -> list[float] | None:
    """The learning rate of every update of a run under the segment's schedule; None where it has none."""
    if segment.schedule is None:
        return None
    listed: list[float] = _scheduled(segment.schedule, schedule_names(segment, steps), steps)[:, 0].tolist()
    return listed


def rates_each(segment: Segment, steps: int, rates: Floats) -> Floats | None:
    """The same for runs with a rate of their own each: of shape (steps, *that of rates)."""
    if segment.schedule is None:
        return None
    names = schedule_names(segment, steps) | {"lr": np.ravel(rates)}
    return _scheduled(segment.schedule, names, steps).reshape(steps, *rates.shape)


def _scheduled(schedule: Schedule, values: Mapping[str, float | Floats], steps: int) -> Floats:
    """A schedule's rates as columns, one for each `lr` among the values."""
    names = tuple(sorted(values))
    compute = function((schedule_tree(schedule),), ("s", *names), True)
    with np.errstate(all="ignore"):
        told = compute(np.arange(float(steps))[:, None], *[values[name] for name in names])[0]
    return np.array(np.broadcast_to(told, (steps, np.size(values["lr"]))), dtype=float)


def at_rate(plan: Plan, rate: float) -> Plan:
    """The plan with another learning rate in its first segment."""
    first, *others = plan.segments
    values = tuple([(name, rate if name == "lr" else value) for name, value in first.values])
    return replace(plan, segments=(replace(first, values=values), *others))
