"""Something that is done soon after it is asked for, and not more often than now and then."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Seldom:
    """Does `act` once for all who ask within `seconds`: at once for the first, at their end for the rest."""

    def __init__(self, seconds: float, act: Callable[[], object]) -> None:
        self.seconds = seconds
        self.act = act
        self._timer: asyncio.TimerHandle | None = None
        self._asked = False

    def soon(self) -> None:
        """Ask for it."""
        self._asked = True
        if self._timer is None:
            self._do()

    def stop(self) -> None:
        """Do nothing more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._asked = False

    def _do(self) -> None:
        self._timer = None
        if self._asked:
            self._asked = False
            self._timer = asyncio.get_running_loop().call_later(self.seconds, self._do)
            self.act()
