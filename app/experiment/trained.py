"""Trainings that are kept: asked for again, they go on from where they are, and never begin anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from app.core.network.limits import BYTES
from app.core.network.training import Training
from app.core.plan import Plan

# What all trainings that are kept may hold; the one looked at last is kept in any case.
KEPT = 2 * BYTES


class Trained:
    """A training that several threads may ask to go on.

    What it has recorded may be read at any time, up to its step.
    """

    def __init__(self, training: Training) -> None:
        self.training = training
        self._lock = Lock()

    @property
    def done(self) -> bool:
        """Whether it has come to its end."""
        return self.training.done

    @property
    def bytes(self) -> int:
        """What it holds when it is done."""
        rows = self.training.data.columns.nbytes
        return self.training.points.nbytes + self.training.slopes.nbytes + rows

    def advance(self, to: int) -> None:
        """Go on until step `to`, or the end if that is sooner."""
        with self._lock:
            self.training.advance(to)


class Shelf:
    """The trainings asked for last, by what they depend on, as many as `bytes` have room for."""

    def __init__(self, bytes: int = KEPT) -> None:
        self.bytes = bytes
        self._kept: OrderedDict[tuple[Hashable, int], Trained] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, plan: Plan, make: Callable[[], Training]) -> Trained:
        """The training of this plan, made where it is not there. key: all that its numbers depend on but the
        count of steps; one with more steps that has come so far is cut short.
        """
        with self._lock:
            found = self._kept.pop((key, plan.steps), None) or self._cut(key, plan) or Trained(make())
            self._kept[key, plan.steps] = found
            while len(self._kept) > 1 and sum(one.bytes for one in self._kept.values()) > self.bytes:
                self._kept.popitem(last=False)
        return found

    def _cut(self, key: Hashable, plan: Plan) -> Trained | None:
        longer = [one for (known, steps), one in self._kept.items() if known == key and steps > plan.steps]
        far = [one for one in longer if one.done or one.training.step >= plan.steps]
        return Trained(far[0].training.cut(plan)) if far else None
