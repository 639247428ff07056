"""One measured figure, the goal it should reach and the yardstick it is held against."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

HEADINGS = ("figure", "goal", "measured", "yardstick", "ratio", "")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number that should be at most `goal`; `yardstick` and `ratio` say what it is compared with.

    ratio: yardstick over measured for a speed-up that should be at least `ratio_goal`; measured over
        yardstick where `ratio_at_most`.
    """

    name: str
    measured: float
    unit: str
    goal: float | None = None
    against: str = ""
    yardstick: float | None = None
    ratio_goal: float | None = None
    ratio_at_most: bool = False

    @property
    def ratio(self) -> float | None:
        if self.yardstick is None:
            return None
        return self.measured / self.yardstick if self.ratio_at_most else self.yardstick / self.measured

    @property
    def met(self) -> bool:
        return (self.goal is None or self.measured <= self.goal) and self.ratio_met

    @property
    def ratio_met(self) -> bool:
        if self.ratio is None or self.ratio_goal is None:
            return True
        return self.ratio <= self.ratio_goal if self.ratio_at_most else self.ratio >= self.ratio_goal

    def row(self) -> tuple[str, ...]:
        return (
            self.name,
            self.goal_text(),
            f"{self.measured:.3g} {self.unit}",
            "" if self.yardstick is None else f"{self.against} {self.yardstick:.3g} {self.unit}",
            "" if self.ratio is None else f"{self.ratio:.3g}x",
            self.verdict(),
        )

    def verdict(self) -> str:
        """Whether the goals are met; a ratio without its yardstick can't be told."""
        if self.goal is None and self.ratio_goal is None:
            return ""
        if self.met and self.ratio_goal is not None and self.yardstick is None:
            return "no yardstick"
        return "met" if self.met else "MISSED"

    def goal_text(self) -> str:
        most = [] if self.goal is None else [f"<= {self.goal:g} {self.unit}"]
        sign = "<=" if self.ratio_at_most else ">="
        times = [] if self.ratio_goal is None else [f"{sign} {self.ratio_goal:g}x"]
        return ", ".join(most + times)


def show(figures: Iterable[Figure]) -> None:
    """Print the figures as a table."""
    rows = [HEADINGS, *(figure.row() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def seconds(work: Callable[[], object], repeats: int = 9) -> float:
    """The shortest time that `work` takes, after one call that warms it.

    The shortest, for whatever else the machine does can only lengthen it.
    """
    work()
    return min(once(work) for _ in range(repeats))


def once(work: Callable[[], object]) -> float:
    """The time that one call of `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
