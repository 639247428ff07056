"""What moves a run from the inside: its rate, its memory, what it divides by, the curvature it meets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.core.descend import Descent
from app.core.landscape import Landscape
from app.core.language import parse
from app.core.optimizers.rule import Rule
from app.core.plan import Plan, Segment, program_of
from app.core.program import GIVEN, Line
from app.core.stability import Marks, Ruler, finite
from app.core.tree import Node, Number, simplified, substitute
from app.core.walks import MethodWalk, RuleWalk

Column = list[float | None]

# By names that no rule has. What each is: see Rule.
MOMENTUM, SCALE = "momentum·", "scale·"

# At 0, these remember nothing.
MEMORY = ("momentum", "beta1")


@dataclass(frozen=True)
class Drawn:
    """Something drawn at each point: its coordinates, and its formula; None where it changes midway."""

    columns: tuple[Column, ...]
    formula: Node | None


@dataclass(frozen=True)
class Curvature:
    """The Hessian's lowest and highest eigenvalue at each point, and the highest one's unit eigenvector."""

    low: Column
    high: Column
    direction: tuple[Column, ...]


@dataclass(frozen=True)
class Inside:
    """A run from the inside, an entry for each of `steps`.

    lr, momentum, scale: of the update that leaves the step, None where none leaves; None as a whole
    where the optimizers at work have no such thing.
    """

    steps: range
    lr: Column | None
    momentum: Drawn | None
    scale: Drawn | None
    curvature: Curvature
    marks: list[Marks]


@dataclass(frozen=True)
class _Stretch:
    """Some updates made under one segment: their rates, and each watched line by coordinate."""

    rates: Column
    watched: dict[str, tuple[Column, ...]]


def inside(landscape: Landscape, plan: Plan, since: int, count: int) -> Inside:
    """The run at the steps from `since` on, at most `count` of them, by the very updates that it makes."""
    descent = Descent(landscape, plan)
    descent.advance(since)
    stretches: list[_Stretch] = []
    while not descent.done and descent.step < since + count:
        stretches.append(_walked(descent, since + count))
    steps = range(since, min(descent.step + 1, since + count))
    segments = [_segment(plan, step) for step in steps]
    bends = curvature(landscape, [descent.path.point(step) for step in steps])
    told = [rate for stretch in stretches for rate in stretch.rates]
    return Inside(
        steps=steps,
        lr=_padded(told, len(steps)) if any("lr" in dict(s.values) for s in plan.segments) else None,
        momentum=_drawn(MOMENTUM, segments, stretches, landscape.dimension),
        scale=_drawn(SCALE, segments, stretches, landscape.dimension),
        curvature=bends,
        marks=_marks(descent, steps, segments, bends),
    )


def _segment(plan: Plan, step: int) -> Segment:
    return [segment for segment in plan.segments if segment.since <= step][-1]


def _each(segments: list[Segment]) -> list[Segment]:
    return list({segment.since: segment for segment in segments}.values())


def _walked(descent: Descent, end: int) -> _Stretch:
    """Walk to `end`, or to where something changes, and watch."""
    step, walk = descent.step, descent.enter(descent.step)
    segment = _segment(descent.plan, step)
    lines = watched(segment)
    seen: list[tuple[list[float], ...]] = [
        tuple([[] for _ in range(descent.landscape.dimension)]) for _ in lines
    ]
    if isinstance(walk, RuleWalk):
        walk.watched, walk.seen = lines, tuple([column for columns in seen for column in columns])
    descent.advance(min(end, descent.until(step)))
    made = descent.step - step
    told = {line.name: _all_padded(columns, made) for line, columns in zip(lines, seen, strict=True)}
    return _Stretch(_rates(walk, step, made), told)


def _rates(walk: RuleWalk | MethodWalk, step: int, made: int) -> Column:
    if walk.rates is not None:
        return [*walk.rates[step : step + made]]
    return [walk.values.get("lr")] * made


def watched(segment: Segment) -> tuple[Line, ...]:
    """The lines to be watched beside a segment's rule."""
    rule, values = segment.optimizer, dict(segment.values)
    if not isinstance(rule, Rule):
        return ()
    forgets = any(values.get(name) == 0 for name in MEMORY)
    texts = ((MOMENTUM, "" if forgets else rule.momentum), (SCALE, rule.scaling))
    return tuple([Line(name, _read(text, rule, values)) for name, text in texts if text])


def _read(text: str, rule: Rule, values: dict[str, float]) -> Node:
    program = program_of(rule)
    tree = parse(text, {*GIVEN, *values, *[line.name for line in program.lines]}, rule=True)
    return simplified(substitute(tree, {name: Number(0.0) for name, value in values.items() if value == 0}))


def _drawn(name: str, segments: list[Segment], stretches: list[_Stretch], dimension: int) -> Drawn | None:
    formulas = {line.value for s in _each(segments) for line in watched(s) if line.name == name}
    if not formulas:
        return None
    columns: tuple[Column, ...] = tuple([[] for _ in range(dimension)])
    for stretch in stretches:
        missing: Column = [None] * len(stretch.rates)
        for column, values in zip(columns, stretch.watched.get(name, (missing,) * dimension), strict=True):
            column += values
    return Drawn(_all_padded(columns, len(segments)), formulas.pop() if len(formulas) == 1 else None)


def _all_padded(columns: Iterable[Iterable[float | None]], length: int) -> tuple[Column, ...]:
    return tuple([_padded(column, length) for column in columns])


def _padded(values: Iterable[float | None], length: int) -> Column:
    """The numbers that are finite, with None for what is not there."""
    told = [None if value is None else finite(value) for value in values]
    return [*told, *[None] * (length - len(told))]


def curvature(landscape: Landscape, points: list[tuple[float, ...]]) -> Curvature:
    """What the surface's second derivatives say at some points."""
    size = landscape.dimension
    hessians = np.array([landscape.hessian_at(point) for point in points]).reshape(-1, size, size)
    whole = np.isfinite(hessians).all(axis=(1, 2))
    values, vectors = np.linalg.eigh(np.where(whole[:, None, None], hessians, 0.0))
    told = np.column_stack([values[:, 0], values[:, -1], vectors[:, :, -1] * _facing(vectors[:, :, -1])])
    low, high, *direction = _columns(np.where(whole[:, None], told, np.nan))
    return Curvature(low, high, tuple(direction))


def _facing(vectors: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sign that turns each vector to the right, or upwards: both ends mean the same."""
    leading = np.where(vectors[:, 0] != 0, vectors[:, 0], vectors[:, -1])
    return np.where(leading < 0, -1.0, 1.0)[:, None]


def _columns(table: NDArray[Any]) -> list[Column]:
    return [_padded(column, len(column)) for column in table.T.tolist()]


def _marks(descent: Descent, steps: range, segments: list[Segment], bends: Curvature) -> list[Marks]:
    plan = descent.plan
    rulers = {s.since: Ruler(s, plan.view, plan.steps) for s in _each(segments)}
    slopes = [np.hypot.reduce(descent.path.gradient_at(step)) for step in steps]
    return [
        rulers[segment.since].at(_or_nan(low), _or_nan(high), slope)
        for segment, low, high, slope in zip(segments, bends.low, bends.high, slopes, strict=True)
    ]


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value
