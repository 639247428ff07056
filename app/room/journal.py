"""What is written down of the rooms of this process, so that they outlive it: many things at once, and soon.

While one batch is on its way to the disk the next gathers, so that five hundred answers cost a few writes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from time import monotonic

from anyio import CapacityLimiter, to_thread

from app.room.steady import steady
from app.store import StoreProblem
from app.store.rooms import Batch, KeptAnswer, KeptRooms

_LOG = logging.getLogger("fallline")
# Seconds after which what may wait is written; and until a store that failed is tried again.
LATER, AGAIN = 1.0, 3.0


class Journal:
    """Keeps what rooms tell it of. state: puts how a room is into a batch, `whole` everything about it.

    A room that changes often, as while a lecturer moves the playhead, is written as it is when that is done.
    The whole of it is for when some could not be kept.

    Where the store can't be written, what was to be kept is remembered by the room, and all of that room is
    written once the store is back.
    """

    def __init__(
        self, store: KeptRooms, state: Callable[[str, Batch], None], whole: Callable[[str, Batch], None]
    ) -> None:
        self.store = store
        self.state = state
        self.whole = whole
        self.limiter = CapacityLimiter(1)
        # Those who guess codes keep no answer waiting.
        self.readers = CapacityLimiter(2)
        self.batch = Batch()
        self.altered: set[str] = set()
        self.stale: set[str] = set()
        self.waiting: list[asyncio.Future[bool]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._broken_until = 0.0

    async def load(self, code: str) -> Batch | None:
        """What was kept of a room; StoreProblem where that can't be told."""
        return await to_thread.run_sync(self.store.load, code, limiter=self.readers)

    async def forget(self, now: float) -> None:
        """Let go of rooms that may be forgotten."""
        try:
            await to_thread.run_sync(self.store.forget, now, limiter=self.limiter)
        except StoreProblem as problem:
            _LOG.warning("old rooms stay: %s", problem)

    def follower(self, code: str, mark: str, number: int) -> None:
        """Somebody was let in."""
        self.batch.followers[code, mark] = number
        self.later()

    def changed(self, code: str) -> None:
        """The room has changed."""
        self.altered.add(code)
        self.later()

    def answer(self, code: str, activity: str, mark: str, answer: KeptAnswer) -> None:
        """Somebody has answered."""
        self.batch.answers[code, activity, mark] = answer
        self.later()

    def cleared(self, code: str, activity: str) -> None:
        """The answers to an activity are gone."""
        for key in [key for key in self.batch.answers if key[:2] == (code, activity)]:
            del self.batch.answers[key]
        self.batch.cleared.add((code, activity))
        self.later()

    def clean(self, code: str) -> bool:
        """Whether all of the room is kept."""
        return self._idle and code not in self.stale | self.altered | self.batch.codes

    async def kept(self) -> bool:
        """Wait until all that was told is kept; False at once where that can't be done now."""
        if monotonic() < self._broken_until:
            return False
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.waiting.append(done)
        self._soon()
        return await done

    def later(self) -> None:
        """Write in a moment."""
        if self._timer is None:
            wait = max(LATER, self._broken_until - monotonic())
            self._timer = asyncio.get_running_loop().call_later(wait, self._due)

    async def close(self) -> None:
        """Write what is left."""
        self._broken_until = 0.0
        if self._timer is not None:
            self._timer.cancel()
        await self.kept()

    @property
    def _idle(self) -> bool:
        return self._task is None or self._task.done()

    def _due(self) -> None:
        self._timer = None
        self._soon()

    def _soon(self) -> None:
        if self._idle:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        while self.waiting or self.altered or self.batch.codes or self.stale:
            batch, self.batch = self.batch, Batch()
            altered, self.altered = self.altered, set()
            for code in altered:
                with steady(f"writing {code} down"):
                    self.state(code, batch)
            waiting, self.waiting = self.waiting, []
            for code in self.stale:
                batch.whole.add(code)
                self.whole(code, batch)
            kept = await self._write(batch)
            for one in [one for one in waiting if not one.done()]:
                one.set_result(kept)
            if not kept:
                break

    async def _write(self, batch: Batch) -> bool:
        try:
            await to_thread.run_sync(self.store.write, batch, limiter=self.limiter)
        except Exception as problem:
            # Whatever it is, the lecture goes on.
            _LOG.warning(
                "rooms are not kept for now: %s", problem, exc_info=not isinstance(problem, StoreProblem)
            )
            self.stale |= batch.codes
            self._broken_until = monotonic() + AGAIN
            self._release()
            self.later()
            return False
        self.stale -= batch.whole
        self._broken_until = 0.0
        return True

    def _release(self) -> None:
        """Those who came while the store failed need not wait until it is tried again."""
        waiting, self.waiting = self.waiting, []
        for one in [one for one in waiting if not one.done()]:
            one.set_result(False)
