"""Whether a surface's gradient can be trusted, as a number and in words."""

from __future__ import annotations

from typing import Any

from app.core.trust import Agreement, Trust, against
from app.core.trust import trust as checked
from app.core.verdict import number
from app.experiment import Experiment
from app.experiment.resolve import landscape_of, window_of
from app.show.golden import BY, DIGITS, golden

_HOW = (
    "The gradient that the runs follow is exact: a formula, found by the rules of differentiation. At points "
    "spread over the window it is compared with what the loss alone says: how much it rises between points a "
    "little apart, divided by how far apart they are. They can't agree to the last digit: such a quotient is "
    "only as good as the digits of the loss. The number is the largest difference found, as a share of the "
    "slope there, or of a typical slope where that is larger."
)


def trust(experiment: Experiment) -> dict[str, Any]:
    """The exact gradient held against differences of the loss, and against a reference if there is one.

    worst: the largest disagreement, relative; null where nothing could be checked. words: the same said;
    badge: said in a line; explained: what was done, a paragraph each.
    """
    land = landscape_of(experiment)
    found = checked(land, window_of(experiment))
    reference = golden(experiment)
    other = against(land, reference) if reference else None
    words = _words(found.points, found.kinks, found.worst)
    return {
        "points": found.points,
        "kinks": found.kinks,
        "worst": found.worst,
        "at": found.at,
        "golden": other and {"points": other.points, "worst": other.worst, "at": other.at, "by": BY},
        "words": words,
        "badge": _badge(found, other),
        "explained": [words, *([_of_golden(other)] if other else []), _HOW],
    }


def _words(points: int, kinks: int, worst: float | None) -> str:
    if worst is None:
        return "The gradient could not be checked: nowhere in the window is the loss smooth and finite."
    agrees = f"agrees with differences of the loss to {number(worst)} of its size at worst"
    left = f"; {kinks} more lie at a kink, where there is no one slope" if kinks else ""
    return f"Checked just now at {points} points: the gradient {agrees}{left}."


def _badge(found: Trust, other: Agreement | None) -> str:
    if found.worst is None:
        return "Gradient not checked: no smooth place in sight"
    told = f"Gradient checked: worst disagreement {_short(found.worst)} at {found.points} points"
    return told if other is None else f"{told}, {_short(other.worst)} from a {DIGITS}-digit reference"


def _short(worst: float) -> str:
    """A disagreement in one digit: more of it means nothing."""
    return number(float(f"{worst:.0e}"))


def _of_golden(other: Agreement) -> str:
    return (
        f"There is a reference, too: {BY} has found it in {DIGITS} digits, from the formula alone. At "
        f"{other.points} points of this surface the gradient here differs from it by {number(other.worst)} "
        "of its size at worst; about 10⁻¹⁶ is all that a computer's numbers can tell apart."
    )
