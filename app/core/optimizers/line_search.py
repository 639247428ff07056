"""Two ways to find how far to go along a direction: Armijo's, and the strong Wolfe conditions."""

from __future__ import annotations

import math
from dataclasses import dataclass

from app.core.optimizers.method import Ask, Point, along, dot

DOUBLINGS = 60
# A bracket that is still open after so many cuts is held open by rounding or noise.
CUTS = 20


@dataclass(frozen=True, slots=True)
class Trial:
    """A point tried along a direction: how far, its loss, its gradient, its slope along the direction."""

    length: float
    point: Point
    loss: float
    gradient: Point
    slope: float


def backtrack(
    ask: Ask, start: Trial, direction: Point, first: float, shrink: float, c1: float
) -> tuple[int, Trial]:
    """The first of the lengths first·shrink^k, k = 0, 1, .., at which the loss has fallen enough.

    Returns k and the trial, whose gradient is not asked for (empty). Where no length that moves the
    point will do, the trial is the start: the point stays.
    Source: L. Armijo, Minimization of functions having Lipschitz continuous first partial derivatives, 1966.
    """
    count = 0
    while True:
        length = first * shrink**count
        point = along(start.point, length, direction)
        loss = ask.loss(point)
        if loss <= start.loss + c1 * length * start.slope:
            return count, Trial(length, point, loss, (), math.nan)
        if point == start.point or length == 0:
            return count, start
        count += 1


def wolfe(ask: Ask, start: Trial, direction: Point, first: float, c1: float, c2: float) -> Trial:
    """A length at which the loss has fallen enough and the slope has flattened enough.

    Tries `first`, doubles while the slope still falls, then closes in. Where rounding or noise leaves
    no such length, returns the lowest trial that fell enough, at worst the start.
    Source: J. Nocedal, S. Wright, Numerical Optimization, 2006, algorithms 3.5 and 3.6.
    """
    conditions = _Conditions(ask, start, direction, c1, c2)
    before, length = start, first
    for _ in range(DOUBLINGS):
        trial = conditions.try_at(length)
        if not conditions.fell(trial, before):
            return _close_in(conditions, before, trial)
        if conditions.flattened(trial):
            return trial
        if trial.slope >= 0:
            return _close_in(conditions, trial, before)
        before, length = trial, 2 * length
    return before


@dataclass(frozen=True, slots=True)
class _Conditions:
    """What is asked of a trial along one direction."""

    ask: Ask
    start: Trial
    direction: Point
    c1: float
    c2: float

    def try_at(self, length: float) -> Trial:
        point = along(self.start.point, length, self.direction)
        gradient = self.ask.gradient(point)
        return Trial(length, point, self.ask.loss(point), gradient, dot(gradient, self.direction))

    def fell(self, trial: Trial, before: Trial) -> bool:
        enough = trial.loss <= self.start.loss + self.c1 * trial.length * self.start.slope
        return enough and (before is self.start or trial.loss < before.loss)

    def flattened(self, trial: Trial) -> bool:
        return abs(trial.slope) <= -self.c2 * self.start.slope


def _close_in(conditions: _Conditions, low: Trial, high: Trial) -> Trial:
    """Narrow a bracket whose `low` end is the best so far until a trial between them will do."""
    for _ in range(CUTS):
        length = _between(low, high)
        if length in (low.length, high.length):
            return low
        trial = conditions.try_at(length)
        if not conditions.fell(trial, low) or trial.loss >= low.loss:
            high = trial
            continue
        if conditions.flattened(trial):
            return trial
        if trial.slope * (high.length - low.length) >= 0:
            high = low
        low = trial
    return low


def _between(low: Trial, high: Trial) -> float:
    """Where the cubic through both ends is lowest, kept off the ends; the middle where there is none."""
    width = high.length - low.length
    share = _cubic(low, high, width)
    return low.length + width * (min(max(share, 0.1), 0.9) if math.isfinite(share) else 0.5)


def _cubic(low: Trial, high: Trial, width: float) -> float:
    """Which share of the way from `low` to `high` the lowest point of their cubic lies; nan without one."""
    bend = low.slope + high.slope - 3 * (high.loss - low.loss) / width
    under = bend * bend - low.slope * high.slope
    if not under >= 0:
        return math.nan
    root = math.copysign(math.sqrt(under), width)
    below = high.slope - low.slope + 2 * root
    return 1 - (high.slope + root - bend) / below if below else math.nan
