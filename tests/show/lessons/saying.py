"""A lesson's words, held against the very run that its figure shows."""

from __future__ import annotations

from functools import cache
from typing import Any

from app.experiment import parse
from app.show.compare import compare
from app.show.lessons import Step, lesson
from tests.show.test_presets import runs_of


@cache
def step(id: str, number: int) -> Step:
    found = lesson(id)
    assert found is not None
    return found.steps[number - 1]


def says(step: Step, phrase: str, *values: float) -> None:
    """The step's words hold this phrase, with the values put in as they are rounded there."""
    words = " ".join(f"{step.text} {step.question} {step.answer} {step.notes}".split())
    assert phrase.format(*values).replace("-", "−") in words.replace("-", "−")


def runs(step: Step) -> dict[str, dict[str, Any]]:
    return runs_of(step.query)


def reached(step: Step) -> dict[str, int | None]:
    """The step at which each run came within 0.001 of the lowest loss."""
    told = compare(parse(step.query))["runs"]
    return {run["id"]: run["reached"] and run["reached"]["step"] for run in told}
