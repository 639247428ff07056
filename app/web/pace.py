"""How much to compute at a stretch: little at first, then as much as keeps things flowing."""

from __future__ import annotations

from time import perf_counter

from app.show.journey import Journey

FIRST = 20
SECONDS = 0.04


class Pace:
    """The number of steps to make at a stretch: more while a stretch is quick, fewer when it is not."""

    def __init__(self, largest: int) -> None:
        self.largest = largest
        self.steps = min(FIRST, largest)

    def took(self, seconds: float) -> None:
        """Choose the next stretch by how long the last one took."""
        grown = self.steps * 2 if seconds < SECONDS else self.steps // 2
        self.steps = max(1, min(grown, self.largest))


def prepare(journey: Journey, pace: Pace) -> None:
    """Come a stretch nearer to where points can be told."""
    began = perf_counter()
    journey.prepare(pace.steps)
    pace.took(perf_counter() - began)


def stretch(journey: Journey, pace: Pace, end: int | None = None) -> None:
    """Bring every run a stretch further, but not past `end`."""
    began = perf_counter()
    goal = journey.last + pace.steps
    journey.advance(goal if end is None else min(goal, end))
    pace.took(perf_counter() - began)
