"""The prediction which run wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from typing import Any

from app.core.errors import BadInput
from app.core.verdict import number
from app.show.activities.activity import Activity, Answer, Given
from app.show.activities.kind import FIELD, Kind, part
from app.show.trained import journey_of

# Losses that differ by no more than this share of the way down are equally low.
_LEVEL = 1e-6


@dataclass(frozen=True)
class Finish:
    """How a run ended. loss: its last exact loss, turned over where it climbs; None where it diverged.

    losses: all of them, so turned.
    """

    run: str
    loss: float | None
    losses: tuple[float, ...]


@dataclass(frozen=True)
class Winners:
    """The runs that won, none where all diverged. since: the step at which they were there, where others
    came as low; else None."""

    runs: tuple[str, ...]
    loss: float | None
    since: int | None


class Which(Kind):
    """Everyone says which run ends lowest; of those that end equally low, the one that was there first."""

    keys = ("query", "scores")
    formula = "100 for the run that wins, 0 for any other."

    def check(self, activity: Activity) -> None:
        runs = activity.about.runs
        if len(runs) < 2:
            raise BadInput("query", "There is nothing to choose between: give two runs or more.")
        if len({run.up for run in runs}) > 1:
            raise BadInput("query", "Runs that climb and runs that go down can't be told which of them wins.")

    def question(self, activity: Activity) -> str:
        way = "highest" if activity.about.runs[0].up else "lowest"
        return f"Which one ends {way} after {activity.about.steps:,} steps?"

    def read(self, activity: Activity, sent: Any) -> Answer:
        if not isinstance(sent, str) or sent not in activity.runs:
            raise BadInput(FIELD, f"Answer with a run: {', '.join(activity.runs)}.")
        return Answer(sent)

    def written(self, activity: Activity, answer: Answer) -> str:
        return str(answer.value)

    def score(self, activity: Activity, answer: Answer) -> int | None:
        won = winners(activity).runs
        return (100 if answer.value in won else 0) if won else None

    def counted(self, activity: Activity, given: Sequence[Given]) -> dict[str, Any]:
        won, told = winners(activity), [one.answer.value for one in given]
        up = activity.about.runs[0].up
        counts = [
            {"run": run, "choice": choice, "answers": told.count(run), "right": run in won.runs}
            for run, choice in zip(activity.runs, activity.choices, strict=True)
        ]
        loss = won.loss if won.loss is None or not up else -won.loss
        truth = {"runs": list(won.runs), "loss": loss, "since": won.since}
        right = sum([told.count(run) for run in won.runs])
        return {"counts": counts, "truth": truth, "words": _said(activity, won, loss, right, len(told))}


def _said(activity: Activity, won: Winners, loss: float | None, right: int, all: int) -> str:
    if loss is None:
        return "No run held: all of them diverged, so nobody could be right."
    names = dict(zip(activity.runs, activity.choices, strict=True))
    first = " and ".join([names[run] for run in won.runs])
    said = f" {part(right, all)} said so." if all else ""
    if won.since is None:
        way = "highest" if activity.about.runs[0].up else "lowest"
        return f"{first} ended {way}, at a loss of {number(loss)}.{said}"
    there = f"{first} {'was' if len(won.runs) == 1 else 'were'} there first, at step {won.since:,}."
    return f"Several ended equally well, to within a millionth of the way. {there}{said}"


@lru_cache(maxsize=64)
def winners(activity: Activity) -> Winners:
    """Who won, all runs walked to their ends."""
    journey = journey_of(activity.about)
    journey.advance(activity.about.steps)
    kinds = {told["run"]: told["kind"] for told in journey.verdicts()}
    return judged(
        [
            _finish(run.id, passage.losses, run.up, kinds[run.id] != "diverged" and passage.ended_at is None)
            for run, passage in journey.passages()
        ]
    )


def _finish(run: str, losses: Sequence[float], up: bool, held: bool) -> Finish:
    turned = tuple([-loss if up else loss for loss in losses])
    return Finish(run, turned[-1] if held and isfinite(turned[-1]) else None, turned)


def judged(finishes: Sequence[Finish]) -> Winners:
    """Who of those that finished won: the lowest, and of those equally low whoever was there first."""
    there = [(one.loss, one) for one in finishes if one.loss is not None]
    if not there:
        return Winners((), None, None)
    lowest = min(loss for loss, _ in there)
    highest = max([value for _, one in there for value in one.losses[:1]])
    line = lowest + _LEVEL * max(highest - lowest, 0.0)
    level = [one for loss, one in there if loss <= line]
    if len(level) == 1:
        return Winners((level[0].run,), lowest, None)
    arrived = {one.run: _arrived(one.losses, line) for one in level}
    first = min(arrived.values())
    return Winners(tuple([run for run, step in arrived.items() if step == first]), lowest, first)


def _arrived(losses: Sequence[float], line: float) -> int:
    """The first step from which on the loss stays at or below the line."""
    above = [step for step, loss in enumerate(losses) if not loss <= line]
    return above[-1] + 1 if above else 0
