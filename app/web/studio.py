"""Where pictures are painted: a few processes, a queue, and one making for all who want the same."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import asynccontextmanager
from functools import partial

from anyio import CapacityLimiter, move_on_after, to_thread

from app.web.problems import Refused
from app.web.settings import Settings
from app.web.worker import Broken, Order, Stopped, TooLong, Worker

# Seconds between two looks at whether whoever asked has left.
_LOOK = 0.1
# What is kept of the pictures made last, for whoever watched one being made and comes for it then.
_BYTES = 32_000_000
# So many stills may wait where one that moves may: they take a tenth of the time, and a page has dozens.
_STILLS = 10
_AGAIN = {"Retry-After": "5"}

Left = Callable[[], Awaitable[bool]]
# What is to be painted, put together while `left` says that somebody still waits.
Ask = Callable[[Callable[[], bool]], Awaitable[Order]]


class Making:
    """A picture on its way. done, of: how many of how many frames are painted. waiting: for a process.

    abandoned: the last of those who waited has left; then it is given up for good.
    """

    def __init__(self, moving: bool = False) -> None:
        self.moving = moving
        self.done, self.of = 0, 0
        self.waiting = True
        self.watchers = 0
        self.abandoned = False
        self.over = asyncio.Event()
        self.file: bytes | None = None
        self.error: Exception | None = None

    @classmethod
    def made(cls, file: bytes) -> Making:
        """One that is over."""
        making = cls()
        making.file, making.waiting = file, False
        making.over.set()
        return making

    def report(self, done: int, of: int) -> None:
        """Told by the process, on a thread."""
        self.done, self.of = done, of

    def left(self) -> bool:
        """Whether it is given up; asked by the process, on a thread. Only the event loop decides it."""
        return self.abandoned

    def result(self) -> bytes:
        """The file, or why there is none."""
        if self.error is not None:
            raise self.error
        assert self.file is not None
        return self.file


class Studio:
    """Processes that paint, none before the first picture.

    Where there are several, moving pictures take all of them but one, which is kept for stills, so that these
    never wait for long.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.idle = deque(Worker() for _ in range(settings.painters))
        self.workers = tuple(self.idle)
        self.places = CapacityLimiter(settings.painters)
        self.moving = CapacityLimiter(max(1, settings.painters - 1))
        self.threads = CapacityLimiter(settings.painters)
        self.makings: dict[Hashable, Making] = {}
        self.kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self.tasks: set[asyncio.Task[None]] = set()

    async def file(self, key: Hashable, ask: Ask, left: Left, moving: bool = False) -> bytes | None:
        """The picture of a key; None where whoever asked has left before it was there. See `watched`."""
        async with self.watched(key, ask, moving) as making:
            while not making.over.is_set():
                with move_on_after(_LOOK):
                    await making.over.wait()
                if not making.over.is_set() and await left():
                    return None
            return making.result()

    @asynccontextmanager
    async def watched(self, key: Hashable, ask: Ask, moving: bool = False) -> AsyncIterator[Making]:
        """The making of a picture, shared by all who want the same; it stops when the last of them leaves.

        Refused with 503 where too many wait already.
        """
        # Nothing is awaited before it is among the makings: two who come at once find one.
        making = self._begun(key) or self._kept(key) or self._begin(key, ask, moving)
        making.watchers += 1
        try:
            yield making
        finally:
            making.watchers -= 1
            making.abandoned = making.watchers == 0

    def _kept(self, key: Hashable) -> Making | None:
        if key not in self.kept:
            return None
        self.kept.move_to_end(key)
        return Making.made(self.kept[key])

    def _begun(self, key: Hashable) -> Making | None:
        making = self.makings.get(key)
        return None if making is None or making.abandoned else making

    def _begin(self, key: Hashable, ask: Ask, moving: bool) -> Making:
        alike = sum([one.moving == moving for one in self.makings.values()])
        if alike >= self.settings.waiting * (1 if moving else _STILLS):
            why = "Too many pictures are being made just now: try again soon."
            raise Refused(503, "name", why, headers=_AGAIN)
        making = self.makings[key] = Making(moving)
        task = asyncio.create_task(self._make(key, making, ask))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return making

    async def _make(self, key: Hashable, making: Making, ask: Ask) -> None:
        try:
            order = await ask(making.left)
            if making.moving:
                async with self.moving, self.places:
                    making.file = await self._painted(making, order)
            else:
                async with self.places:
                    making.file = await self._painted(making, order)
            self._keep(key, making.file)
        except (Stopped, asyncio.CancelledError):
            # Whoever has left hears nothing of it any more.
            making.error = Refused(503, "name", "The server is going down.", headers=_AGAIN)
        except Exception as error:
            making.error = error
        finally:
            if self.makings.get(key) is making:
                del self.makings[key]
            making.over.set()

    async def _painted(self, making: Making, order: Order) -> bytes:
        """Painted by the next process that is free; once more by another where it dies."""
        making.waiting = False
        if making.left():
            raise Stopped
        seconds = float(self.settings.painting)
        worker = self.idle.popleft()
        try:
            for last in (False, True):
                paint = partial(worker.paint, order, making.report, making.left, seconds)
                try:
                    return await to_thread.run_sync(paint, limiter=self.threads)
                except Broken as broken:
                    if last or isinstance(broken, TooLong):
                        raise Refused(
                            503, "name", f"The picture can't be made: {broken}.", headers=_AGAIN
                        ) from None
        finally:
            self.idle.appendleft(worker)
        raise AssertionError

    def _keep(self, key: Hashable, file: bytes) -> None:
        self.kept[key] = file
        while len(self.kept) > 1 and sum([len(one) for one in self.kept.values()]) > _BYTES:
            self.kept.popitem(last=False)

    async def close(self) -> None:
        """End what is being painted, and the processes."""
        for task in list(self.tasks):
            task.cancel()
        for worker in self.workers:
            await to_thread.run_sync(worker.end)
