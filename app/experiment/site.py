"""What must be known of a surface before anything runs on it, so that a query can be checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.core.oracles import View
from app.core.plan import Optimizer
from app.experiment.value import Point, Window

# Refuses under a field what can't run there.
Check = Callable[[Optimizer, View, str], None]


@dataclass(frozen=True)
class Site:
    """A surface as a query may speak of it.

    start: where runs begin; None where they can't be put down at a point, and `begins` then says in words
    where they do. window: what is drawn; None where that hangs on the runs. rows: how many rows the loss is
    a mean over, None where it is none. weights: how many numbers each run moves. check: BadInput under a
    field for an optimizer that can't work here. fewest: so many runs there must be to see anything.
    """

    variables: tuple[str, ...]
    start: Point | None
    window: Window | None
    rows: int | None
    check: Check
    begins: str = ""
    weights: int = 2
    fewest: int = 0

    @property
    def dimension(self) -> int:
        """How many variables there are: 1 or 2."""
        return len(self.variables)
