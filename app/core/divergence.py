"""A run that diverged: since when it could be seen, how fast, and with which learning rate it would hold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.core.descend import Descent
from app.core.ending import Ending, is_lost
from app.core.optimizers.rule import Rule
from app.core.plan import Plan, Segment, at_rate

# What is tried to find a rate takes about 20 ms.
_BUDGET = 15_000
_SHORT = 1000
_HALVINGS = 16
_BISECTIONS = 6
_CAREFUL = 5
# At the very edge a run neither leaves nor comes to rest.
_INSIDE = 0.98


@dataclass(frozen=True)
class Growth:
    """since: the step of the lowest loss; it never came back. fold: the next loss as a multiple of that one.

    The steps that follow grow faster and faster, so that a mean over them would tell of the last one alone.
    """

    since: int
    fold: float | None


def growth(descent: Descent) -> Growth | None:
    """How the loss grew (for ascent: fell) until the end; None where it did not."""
    sign = -1.0 if descent.plan.view.up else 1.0
    losses = [sign * loss for loss in descent.path.loss]
    since = len(losses) - 1 - losses[::-1].index(min(losses))
    return Growth(since, _fold(*losses[since : since + 2])) if since < len(losses) - 1 else None


def _fold(lowest: float, following: float) -> float | None:
    """The ratio of two losses; None where it means nothing."""
    return following / lowest if lowest > 0 and math.isfinite(following) else None


class _Trials:
    """Runs of the same plan with another learning rate, as many as the budget allows."""

    def __init__(self, descent: Descent) -> None:
        self.descent = descent
        self.left = _BUDGET

    def holds(self, rate: float, steps: int) -> bool:
        """Whether a run of so many steps stays in sight; no where the budget is spent."""
        if self.left <= 0:
            return False
        trial = Descent(self.descent.landscape, _with_rate(self.descent.plan, rate, steps))
        trial.advance(steps)
        self.left -= trial.step + 20
        return trial.ended_at is None and not is_lost(Ending(trial))


def _with_rate(plan: Plan, rate: float, steps: int) -> Plan:
    # A schedule is laid out over all steps of the plan, so these are cut off and not laid out anew.
    return replace(at_rate(plan, rate), steps=max(steps, plan.steps))


def held_rate(descent: Descent) -> float | None:
    """The largest learning rate, to two digits, with which the same run stays in sight; found by running it.

    None where the rate is not what is wrong, where it changes on the way, or where none was found.
    """
    rate = _single_rate(descent.plan.segments)
    if rate is None or descent.plan.moves:
        return None
    trials, steps = _Trials(descent), min(descent.plan.steps, _SHORT)
    found = _bracketed(trials, rate, steps)
    return None if found is None else _verified(trials, _INSIDE * _bisected(trials, *found, steps))


def with_rate(descent: Descent, rate: float) -> Descent:
    """The same run with another learning rate, to its end."""
    trial = Descent(descent.landscape, _with_rate(descent.plan, rate, descent.plan.steps))
    trial.advance(descent.plan.steps)
    return trial


def _single_rate(segments: Sequence[Segment]) -> float | None:
    first = segments[0]
    alone = len(segments) == 1 and isinstance(first.optimizer, Rule)
    return dict(first.values).get("lr") if alone else None


def _bracketed(trials: _Trials, rate: float, steps: int) -> tuple[float, float] | None:
    """A rate that holds and one twice as large that does not."""
    for _ in range(_HALVINGS):
        if trials.holds(rate / 2, steps):
            return rate / 2, rate
        rate /= 2
    return None


def _bisected(trials: _Trials, low: float, high: float, steps: int) -> float:
    for _ in range(_BISECTIONS):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if trials.holds(middle, steps) else (low, middle)
    return low


def _verified(trials: _Trials, rate: float) -> float | None:
    """The rate with two digits, after it has held for the whole run."""
    for _ in range(_CAREFUL):
        told = _rounded_down(rate)
        if trials.holds(told, trials.descent.plan.steps):
            return told
        rate *= 0.93
    return None


def _rounded_down(rate: float) -> float:
    unit = 10.0 ** (math.floor(math.log10(rate)) - 1)
    return float(f"{math.floor(rate / unit * (1 + 1e-12)) * unit:.2g}")
