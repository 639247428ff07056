"""The prediction where a run ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot, isfinite, sqrt
from typing import Any

from app.core.descend import Descent
from app.core.verdict import Verdict, spot, verdict
from app.experiment import label
from app.experiment.value import Point, Window
from app.show.activities.activity import OUT, Activity, Answer, Given
from app.show.activities.kind import Kind, part, point_of, refuse_network

# Distances are shares of the picture: each axis as long as it is drawn on a square one.
_FAR, _NEAR = 0.25, 0.1


@dataclass(frozen=True)
class Ended:
    """Where the run ended and why. inside: it is still in the picture, and has not diverged."""

    at: Point
    inside: bool
    found: Verdict


class Where(Kind):
    """Everyone says where the ball will be after the last step, or that it leaves the picture."""

    keys = ("query", "run", "scores")
    formula = (
        "100 for the very place, less the farther off, 0 from a quarter of the picture's diagonal on. "
        "Whoever says that it leaves the picture has 100 if it does, and else 0."
    )

    def check(self, activity: Activity) -> None:
        refuse_network(activity, "Ask which run wins, or take another surface.")

    def question(self, activity: Activity) -> str:
        return f"Where will {label(activity.chosen)} be after {_steps(activity.about.steps)}?"

    def read(self, activity: Activity, sent: Any) -> Answer:
        if sent == OUT:
            return Answer(OUT)
        return Answer(point_of(sent, activity.window or (), activity.landscape.variables))

    def written(self, activity: Activity, answer: Answer) -> str:
        return "leaves the picture" if answer.point is None else written_point(answer.point)

    def score(self, activity: Activity, answer: Answer) -> int:
        end = ended(activity)
        if answer.point is None or not end.inside:
            return 100 if (answer.point is None) != end.inside else 0
        away = share(answer.point, end.at, activity.window or ())
        return round(100 * max(0.0, 1 - away / (_FAR * sqrt(len(end.at)))))

    def counted(self, activity: Activity, given: Sequence[Given]) -> dict[str, Any]:
        end = ended(activity)
        points = [one.answer.point for one in given if one.answer.point is not None]
        out = len(given) - len(points)
        near = [point for point in points if share(point, end.at, activity.window or ()) <= _NEAR]
        return {
            "points": [list(point) for point in points],
            "counts": _counts(end, len(near), out, len(given)),
            "out": out,
            "near": len(near) if end.inside else out,
            "truth": {
                "at": list(end.at) if end.inside else None,
                "step": end.found.step,
                "kind": end.found.kind,
                "text": end.found.text,
            },
            "words": _said(activity, end, len(near), out, len(given)),
        }


def _counts(end: Ended, near: int, out: int, all: int) -> list[dict[str, Any]]:
    if not end.inside:
        places = [("a place in the picture", all - out, False)]
    else:
        places = [("within a tenth of the picture", near, True), ("farther off", all - near - out, False)]
    counts = [*places, ("leaves the picture", out, not end.inside)]
    return [{"choice": choice, "answers": answers, "right": right} for choice, answers, right in counts]


def _said(activity: Activity, end: Ended, near: int, out: int, all: int) -> str:
    if not end.inside:
        seen = f" {part(out, all)} said that it leaves the picture." if all else ""
        return f"It does not end in the picture. {_first(end.found.text)}{seen}"
    came = f"It ended at {spot(activity.landscape.variables, end.at)}."
    if not all:
        return came
    gone = f"; {part(out, all)} said that it leaves the picture" if out else ""
    return f"{came} {part(near, all)} were within a tenth of the picture of that{gone}."


@lru_cache(maxsize=64)
def ended(activity: Activity) -> Ended:
    """The run walked to its end."""
    descent = Descent(activity.landscape, activity.plan)
    descent.advance(activity.about.steps)
    at, found = descent.path.point(descent.step), verdict(descent)
    sides = zip(at, activity.window or (), strict=True)
    inside = found.kind != "diverged" and all(low <= value <= high for value, (low, high) in sides)
    return Ended(at, inside, found)


def share(point: Point, other: Point, window: Window) -> float:
    """How far two points are from each other, in shares of the picture's sides."""
    sides = zip(point, other, window, strict=True)
    away = hypot(*[(a - b) / (high - low) for a, b, (low, high) in sides])
    return away if isfinite(away) else float("inf")


def written_point(point: Point) -> str:
    """A point as it stands in a table: in brackets, which no spreadsheet takes for a formula."""
    return f"[{', '.join([repr(value) for value in point])}]"


def _first(text: str) -> str:
    """The first sentence of a text."""
    first, stop, _ = text.partition(". ")
    return first + stop.strip()


def _steps(steps: int) -> str:
    return "one step" if steps == 1 else f"{steps:,} steps"
