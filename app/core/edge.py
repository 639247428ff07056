"""The largest learning rate that holds for a run, found by running it with many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log10

import numpy as np
from numpy.typing import NDArray

from app.core.gathered import diverged
from app.core.landscape import Floats, Landscape
from app.core.plan import Plan
from app.core.swarm import is_joint, swarm

# How many rates are tried in a power of ten, and between the last that held and the first that did not:
# all at once where runs move together, else far fewer.
JOINT, ALONE = (25, 32), (8, 8)
ROUNDS = 3
LONG = 1_000


@dataclass(frozen=True)
class Edge:
    """rate: the largest that holds, as all tried below it do; None where not even the lowest one does.

    breaks: the smallest tried above it that does not hold; None where all hold. again: the largest tried
    above that one which holds after all; None where there is none. tried: how many were tried.
    """

    rate: float | None
    breaks: float | None
    again: float | None
    tried: int


def edge(landscape: Landscape, plan: Plan, low: float, high: float) -> Edge:
    """What a scan of rates from `low` to `high` finds, and then ever closer ones at the first that breaks.

    A run holds as long as it does not diverge, whatever else becomes of it. Just above the edge that takes
    long, so a short run is tried for LONG steps, unless a schedule lays its rates out over just its own.
    """
    joint = is_joint(landscape, plan)
    plan = replace(plan, steps=_steps(plan, joint))
    rates, close = np.geomspace(low, high, _wide(joint, low, high)), (JOINT if joint else ALONE)[1]
    held = holding(landscape, plan, rates)
    if held.all():
        return Edge(high, None, None, len(rates))
    first = int(held.argmin())
    after = rates[first:][held[first:]]
    again = float(after[-1]) if after.size else None
    if first == 0:
        return Edge(None, low, again, len(rates))
    last, breaks = float(rates[first - 1]), float(rates[first])
    for _ in range(ROUNDS):
        last, breaks = _closer(landscape, plan, np.geomspace(last, breaks, close + 2))
    return Edge(last, breaks, again, len(rates) + ROUNDS * close)


def scan(landscape: Landscape, plan: Plan, low: float, high: float) -> tuple[int, int]:
    """How many rates `edge` tries at most, and how many steps it takes with each."""
    joint = is_joint(landscape, plan)
    close = (JOINT if joint else ALONE)[1]
    return _wide(joint, low, high) + ROUNDS * close, _steps(plan, joint)


def _wide(joint: bool, low: float, high: float) -> int:
    return round((JOINT if joint else ALONE)[0] * log10(high / low)) + 1


def _steps(plan: Plan, joint: bool) -> int:
    if not joint or any(segment.schedule for segment in plan.segments):
        return plan.steps
    return max(plan.steps, LONG)


def holding(landscape: Landscape, plan: Plan, rates: Floats) -> NDArray[np.bool_]:
    """With which learning rates a run does not diverge, shape (n,) as `rates`."""
    starts = np.tile(plan.start, (len(rates), 1))
    return ~diverged(landscape, swarm(landscape, plan, starts, rates), plan.view.up)


def _closer(landscape: Landscape, plan: Plan, rates: Floats) -> tuple[float, float]:
    """The last rate that holds and the first that does not; known of the first and the last of them."""
    held = np.concatenate([[True], holding(landscape, plan, rates[1:-1]), [False]])
    first = int(held.argmin())
    return float(rates[first - 1]), float(rates[first])
