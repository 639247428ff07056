"""A run on its way through the segments of its plan, whatever kind of points it goes through."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, Protocol, TypeVar

from app.core.plan import Plan, Segment


class Walking(Protocol):
    """The part of a run that one optimizer makes."""

    def retune(self, segment: Segment) -> None:
        """Take on a segment's numbers, keeping the memory."""

    def advance(self, step: int, last: int) -> tuple[int, bool]:
        """Walk from point `step` to point `last`; how far it came, and whether all is finite."""


W = TypeVar("W", bound=Walking)


class Passage(ABC, Generic[W]):
    """One run of a plan, as far as it has been advanced.

    done: no further step will come. ended_at: the step at which something was not finite, None while all
    is well. spent: evaluations by each step.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.places = {move.step: move.to for move in plan.moves}
        self.ended_at: int | None = None
        self.walk: W | None = None
        self.segment: Segment | None = None
        self.spent: list[int] = [0]

    @property
    @abstractmethod
    def step(self) -> int:
        """The last step recorded."""

    @property
    @abstractmethod
    def losses(self) -> list[float]:
        """The exact loss at each point recorded."""

    @property
    @abstractmethod
    def batched(self) -> bool:
        """Whether updates are shown some of the data alone."""

    @abstractmethod
    def begun(self, segment: Segment) -> W:
        """A walk that begins with this segment."""

    @abstractmethod
    def sloped(self, step: int) -> bool:
        """Whether the gradient at a recorded point is finite."""

    def shove(self, step: int) -> None:
        """Move the run by hand where the plan says so, before anyone sees where it had come to."""

    @property
    def done(self) -> bool:
        """Whether the run has come to its end."""
        return self.ended_at is not None or self.step >= self.plan.steps

    def advance(self, to: int) -> None:
        """Go on until step `to`, or the run's end if that is sooner."""
        to = min(to, self.plan.steps)
        while self.step < to and not self.done:
            walk = self.enter(self.step)
            reached, whole = walk.advance(self.step, min(to, self.until(self.step)))
            if whole:
                self.shove(reached)
            else:
                self.ended_at = reached + 1 if self.sloped(reached) else reached

    def until(self, step: int) -> int:
        """The first point after `step` at which something changes."""
        changes = [*[segment.since for segment in self.plan.segments], *self.places]
        return min([since for since in changes if since > step], default=self.plan.steps)

    def enter(self, step: int) -> W:
        """The walk that leaves point `step`, changed to its segment's settings."""
        segment = [s for s in self.plan.segments if s.since <= step][-1]
        if segment is not self.segment or self.walk is None:
            before, self.segment = self.segment, segment
            if self.walk is not None and before is not None and before.optimizer == segment.optimizer:
                self.walk.retune(segment)
            else:
                self.walk = self.begun(segment)
        return self.walk
