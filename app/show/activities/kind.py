"""What each kind of activity has to say for itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from math import isfinite
from typing import Any

from app.core.errors import BadInput
from app.core.verdict import spot
from app.experiment.resolve import lesson_of
from app.experiment.value import Point, Window
from app.show.activities.activity import Activity, Answer, Given, Rates

FIELD = "answer"


class Kind(ABC):
    """One kind of activity.

    keys: what may be sent to open one, besides what all have. formula: how its scores come about, in words.
    """

    keys: tuple[str, ...] = ()
    formula = ""

    def check(self, activity: Activity) -> None:  # noqa: B027
        """BadInput where this can't be asked about the experiment."""

    @abstractmethod
    def question(self, activity: Activity) -> str:
        """What is asked where the lecturer gives no words."""

    def rates(self, activity: Activity) -> Rates | None:
        """The learning rates that may be chosen, where one is asked for."""
        return None

    @abstractmethod
    def read(self, activity: Activity, sent: Any) -> Answer:
        """The answer that was sent; BadInput under `answer`."""

    @abstractmethod
    def written(self, activity: Activity, answer: Answer) -> str:
        """An answer as it stands in a table."""

    def score(self, activity: Activity, answer: Answer) -> int | None:
        """What an answer is worth, 0 to 100; None where nothing is right."""
        return None

    @abstractmethod
    def counted(self, activity: Activity, given: Sequence[Given]) -> dict[str, Any]:
        """What came out: `words`, `truth`, and the answers themselves."""


def number_of(sent: Any, what: str) -> float:
    """A finite number; BadInput that asks for `what`."""
    if isinstance(sent, bool) or not isinstance(sent, int | float):
        raise BadInput(FIELD, f"Answer with {what}.")
    try:
        value = float(sent)
    except OverflowError:
        value = float("inf")
    if not isfinite(value):
        raise BadInput(FIELD, "A number that is too large to compute with; give a smaller one.")
    return value + 0.0


def point_of(sent: Any, window: Window, variables: Sequence[str]) -> Point:
    """A place in the window; BadInput where it is none."""
    what = "a place, such as [1, 2]" if len(window) > 1 else "a place, such as [1]"
    if not isinstance(sent, list) or len(sent) != len(window):
        raise BadInput(FIELD, f"Answer with {what}.")
    point = tuple([number_of(value, what) for value in sent])
    for name, value, (low, high) in zip(variables, point, window, strict=True):
        if not low <= value <= high:
            raise BadInput(FIELD, f"{spot([name], [value])} is outside the picture: {low:g} to {high:g}.")
    return point


def refuse_network(activity: Activity, instead: str) -> None:
    """BadInput where the surface is a network's, which is seen once its runs are done."""
    if lesson_of(activity.about) is not None:
        said = (
            "The picture of a network is a plane through the places where its runs end, so it is there only"
        )
        raise BadInput("query", f"{said} when they have ended. {instead}")


def part(some: int, all: int) -> str:
    """How many of how many, such as `41 of 57`."""
    return f"{some} of {all}"
