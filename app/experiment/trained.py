"""Trainings that are kept: asked for again, they go on from where they are, and never begin anew."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from app.core.network.limits import BYTES
from app.core.network.training import Training

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
        return self.training.points.nbytes + self.training.slopes.nbytes

    def advance(self, to: int) -> None:
        """Go on until step `to`, or the end if that is sooner."""
        with self._lock:
            self.training.advance(to)


class Shelf:
    """The trainings asked for last, by what they depend on, as many as `bytes` have room for."""

    def __init__(self, bytes: int = KEPT) -> None:
        self.bytes = bytes
        self._kept: OrderedDict[Hashable, Trained] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Training]) -> Trained:
        """The training of this key, made where it is not there."""
        with self._lock:
            found = self._kept.pop(key, None) or Trained(make())
            self._kept[key] = found
            while len(self._kept) > 1 and sum(one.bytes for one in self._kept.values()) > self.bytes:
                self._kept.popitem(last=False)
        return found
