"""Redis' own time, the one clock of all workers: as it was last heard, carried on by this machine's pace."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from app.room.problems import Away

# Seconds by which two machines' pace may differ in a second.
_DRIFT = 1e-4


class Clock:
    """What time it is at Redis. Where this machine's clock is set to plays no part."""

    def __init__(self, pace: Callable[[], float] = monotonic) -> None:
        self.pace = pace
        self._ahead: float | None = None
        self._error = 0.0
        self._heard = 0.0

    def now(self) -> float:
        """Seconds since 1970; Away before it was ever heard."""
        if self._ahead is None:
            raise Away("Redis has not been reached yet")
        return self.pace() + self._ahead

    def heard(self, said: float, asked: float) -> None:
        """Redis said this time, when it was asked at this one of our pace: somewhere before now."""
        here = self.pace()
        ahead, error = said - (asked + here) / 2, (here - asked) / 2
        known = self._error + _DRIFT * (here - self._heard)
        # An answer that was slow to come tells less; one that can't be, that it is another Redis, or was set.
        if self._ahead is None or error <= known or abs(ahead - self._ahead) > error + known:
            self._ahead, self._error, self._heard = ahead, error, here
