"""Why a run ended where it did, with the evidence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.core.descend import Descent
from app.core.divergence import growth, held_rate, with_rate
from app.core.ending import (
    NEAR,
    Ending,
    Nearest,
    by_chance,
    curvature_of,
    is_flat,
    is_lost,
    is_oscillating,
    is_outside,
    is_stationary,
    is_there,
    nearest_to,
    signs_of,
    stands_still,
)
from app.core.stability import Overshoot, overshoot


@dataclass(frozen=True)
class Verdict:
    """What became of a run.

    kind: minimum, saddle, maximum, plateau, moving, oscillating or diverged. step: the step it was
    decided on. text: the same in plain words. evidence: the numbers behind it. is_global: for a
    minimum, whether it is the lowest one there is; None where that is not known.
    """

    kind: str
    step: int
    text: str
    evidence: dict[str, Any]
    is_global: bool | None = None


def verdict(descent: Descent) -> Verdict:
    """What became of a run so far."""
    # A run may end where squares of its numbers are too large to hold.
    with np.errstate(all="ignore"):
        return _given(Ending(descent))


def _given(end: Ending) -> Verdict:
    descent = end.descent
    curvature = curvature_of(end)
    nearest = nearest_to(end)
    evidence = _evidence(end, curvature, nearest)
    kind, text, is_global = _judged(end, curvature, nearest)
    if kind == "diverged":
        found = overshoot(descent)
        told = _divergence(end, found)
        evidence |= told
        text += _what_holds(descent, told["held_lr"], found)
    step = descent.ended_at if kind == "diverged" and descent.ended_at is not None else end.step
    return Verdict(kind, step, text, evidence, is_global)


def _judged(
    end: Ending, curvature: list[float] | None, nearest: Nearest | None
) -> tuple[str, str, bool | None]:
    if is_there(end, nearest):
        return _minimum(end, nearest)
    if end.descent.ended_at is not None:
        return "diverged", _why_ended(end), None
    if is_lost(end):
        gone = f"Diverging: {_growth(end)}, and the run has left the picture far behind."
        return "diverged", gone + _why_it_grew(end), None
    if is_oscillating(end):
        return "oscillating", _oscillation(end), None
    if is_stationary(end, curvature):
        return _stationary(end, curvature, nearest)
    if is_flat(end, curvature):
        return "plateau", _plateau(end), None
    return "moving", _moving(end), None


def _evidence(end: Ending, curvature: list[float] | None, nearest: Nearest | None) -> dict[str, Any]:
    best = end.landscape.best
    return {
        "at": list(end.point),
        "loss": end.loss,
        "gradient_norm": end.slope,
        "eigenvalues": curvature,
        "last_losses": end.descent.path.loss[-5:],
        "nearest_minimum": None
        if nearest is None
        else {"at": list(nearest[0]), "loss": nearest[1], "distance": nearest[2]},
        "above_best": None if best is None else end.loss - best,
    }


def _divergence(end: Ending, found: Overshoot | None) -> dict[str, Any]:
    grown = growth(end.descent)
    return {
        "seen_at": grown and grown.since + 1,
        "growth": grown and grown.fold,
        "too_steep": found and {"step": found.step, "curvature": found.curvature, "limit": found.limit},
        "held_lr": held_rate(end.descent) if grown else None,
    }


def _what_holds(descent: Descent, rate: float | None, found: Overshoot | None) -> str:
    """What would have held; where the curvature met allows less than that, why it holds all the same."""
    if not rate:
        return ""
    if found is None or rate <= found.limit:
        return f" With lr {number(rate)} it would have held."
    held = with_rate(descent, rate)
    highest = max(held.path.loss)
    if overshoot(held) is None:
        why = "its way leads past places where the surface curves so much"
    elif highest > held.path.loss[0] and held.path.loss[-1] < highest:
        why = f"it overshoots too, up to a loss of {number(highest)}, but comes down again"
    else:
        why = "it overshoots too, but not on and on"
    return f" Yet with lr {number(rate)} it would have held: {why}."


def _stationary(
    end: Ending, curvature: list[float] | None, nearest: Nearest | None
) -> tuple[str, str, bool | None]:
    known = nearest is not None and nearest[2] < NEAR * end.width
    signs, at = signs_of(end, curvature), place(end)
    slope = f"the slope there is {number(end.slope)}"
    if curvature and {-1, 1} <= signs:
        ways = f"{number(min(curvature))} one way and {number(max(curvature))} the other"
        return "saddle", f"Sits on a saddle at {at}: {slope}, but the surface curves {ways}.", None
    if signs == {-1}:
        return "maximum", f"Sits on a maximum at {at}: {slope} and all ways lead down.", None
    if known or 1 in signs:
        return _minimum(end, nearest if known else None)
    return "plateau", f"Rests at {at}: slope and curvature are next to nothing there.", None


def _minimum(end: Ending, nearest: Nearest | None) -> tuple[str, str, bool | None]:
    best = end.landscape.best
    slope = f"the slope there is {number(end.slope)}" if math.isfinite(end.slope) else "it has a kink there"
    if best is None:
        return "minimum", f"Reached a minimum at {place(end)}; {slope}.", None
    tolerance = 1e-6 * max(end.spread, abs(best))
    lowest = end.loss - best <= tolerance if nearest is None else nearest[1] - best <= 1e-9 + tolerance * 1e-3
    if lowest and not end.landscape.proven:
        found = "the lowest that a search of the picture found"
        return "minimum", f"Reached a minimum at {place(end)}, {found}; {slope}.", None
    if lowest:
        return "minimum", f"Reached the global minimum at {place(end)}; {slope}.", True
    above = number(end.loss - best)
    return "minimum", f"Caught in a local minimum at {place(end)}, {above} above the lowest there is.", False


def _why_ended(end: Ending) -> str:
    ended = end.descent.ended_at
    if ended == 0:
        return f"Could not begin: the loss or its slope is not a finite number at {place(end)}."
    if not np.isfinite(end.gradient).all():
        return f"Stopped at step {ended}: the slope is not defined at {place(end)}."
    if end.landscape.best is None and end.loss < -1e12 * end.spread:
        return f"Fell without end: at step {ended} the loss went below every number a computer can hold."
    if not _grew(end):
        return f"Stopped at {place(end)}: step {ended} has no finite point or leads where there is no loss."
    broke = f"at step {ended} the numbers stopped being finite"
    return f"Diverged: {_growth(end)}, and {broke}.{_why_it_grew(end)}"


def _grew(end: Ending) -> bool:
    losses = end.descent.path.loss[-6:]
    return len(losses) > 1 and losses[-1] - losses[0] > 1e-6 * end.spread


def _growth(end: Ending) -> str:
    grown = growth(end.descent)
    if not _grew(end) or grown is None or end.descent.plan.view.up:
        return "the point ran away"
    since = grown.since
    rise = f"{number(end.descent.path.loss[since])} at step {since} to {number(end.loss)} at step {end.step}"
    first = f" (step {since} → {since + 1}: × {number(grown.fold)})" if grown.fold else ""
    return f"the loss rose from {rise}{first}"


def _why_it_grew(end: Ending) -> str:
    found = overshoot(end.descent)
    if found is None:
        return ""
    bend = number(found.curvature)
    limit = f"{number(found.edge)}/{bend} = {number(found.limit)}"
    return (
        f" At step {found.step} the surface curves by {bend}: there a step with an lr above {limit}"
        f" overshoots and lands farther out, and lr is {number(found.lr)}."
    )


def _oscillation(end: Ending) -> str:
    points = end.recent()
    across = max(np.ptp(points, axis=0))
    cause = "chance keeps pushing it" if by_chance(end) else "each step overshoots"
    middle = place(end, points.mean(axis=0))
    return f"Goes back and forth over {number(float(across))} around {middle}: {cause}."


def _plateau(end: Ending) -> str:
    size = number(end.slope)
    return f"Stuck on a plateau at {place(end)}: the slope is only {size}, so it hardly gets on."


def _moving(end: Ending) -> str:
    losses = end.descent.path.loss
    steps = min(10, len(losses) - 1)
    if stands_still(end):
        return f"Stands still at {place(end)}, though the slope there is {number(end.slope)}."
    change = losses[-1] - losses[-1 - steps]
    if end.landscape.best is None and change < 0 and is_outside(end):
        return f"Still falling at {place(end)}, outside the picture: no lowest point is known."
    word, last = "rose" if change > 0 else "fell", "step" if steps == 1 else f"{steps} steps"
    return f"Still moving at {place(end)}: over the last {last} the loss {word} by {number(abs(change))}."


def number(value: float) -> str:
    """A number as one writes it by hand: three significant digits, 2×10⁻¹⁴."""
    mantissa, _, exponent = f"{value + 0.0:.3g}".replace("-", "−").partition("e")
    return f"{mantissa}×10{_raised(exponent)}" if exponent else mantissa


def _raised(exponent: str) -> str:
    sign = "⁻" if exponent.startswith("−") else ""
    return sign + exponent.lstrip("+−0").translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def place(end: Ending, point: Sequence[float] | None = None) -> str:
    """A point as one says it, the run's last one if none is given: (3, 2), or x = 3 in one variable."""
    return spot(end.landscape.variables, end.point if point is None else point)


def spot(variables: Sequence[str], point: Sequence[float]) -> str:
    """A point over these variables as one says it."""
    numbers = [number(float(c)) for c in point]
    return f"({', '.join(numbers)})" if len(numbers) > 1 else f"{variables[0]} = {numbers[0]}"
