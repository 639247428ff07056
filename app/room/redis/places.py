"""All rooms that are heard at this worker: one who listens for all of them, and says who is here."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from random import uniform

from app.room.problems import Away
from app.room.redis.line import Line
from app.room.redis.names import events_key, wake_key
from app.room.redis.place import ANSWERING, Place
from app.room.room import Room
from app.room.seldom import Seldom
from app.room.steady import steady

# Seconds between two tries to reach Redis, the first and the longest.
_FIRST, _LONGEST = 0.05, 2.0
# Seconds after which Redis forgets how a worker woke itself.
_WOKEN = 3600


class Places:
    """The places of a worker by their codes."""

    def __init__(self, line: Line, worker: str) -> None:
        self.line = line
        self.worker = worker
        self._places: dict[str, Place] = {}
        self._telling: dict[str, Seldom] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._listening: asyncio.Task[None] | None = None
        self._woken = "0-0"
        self._dismissed = False

    def at(self, code: str) -> Place:
        """The place of a room."""
        place = self._places.get(code)
        if place is None or (place.hall.closed and not self._dismissed):
            place = self._places[code] = Place(code, self.line, self.worker, lambda: self.soon(code))
        return place

    async def open(self, place: Place, room: Room) -> None:
        """Have the room's events heard at its place from now on."""
        if await place.open(room):
            await self._listen_also()
        if self._dismissed:
            place.hall.close()

    def soon(self, code: str) -> None:
        """Tell Redis who is here, and have it tell how many there are, and how many answers."""
        if self._dismissed:
            return
        self.at(code)
        if code not in self._telling:
            self._telling[code] = Seldom(ANSWERING, lambda: self._do(code))
        self._telling[code].soon()

    async def settle(self, code: str) -> bool:
        """Tell Redis at once of those who have left; whether there were any."""
        if code not in self._places or not self._places[code].gone:
            return False
        await self._tell(self._places[code])
        return True

    async def beat(self) -> None:
        """Say of each place that it is still there; let go of those where nobody is."""
        places = list(self._places.items())
        await asyncio.gather(*[self._told(code) for code, _ in places])
        for code, place in places:
            if place.idle and self._places.get(code) is place:
                del self._places[code]
                if code in self._telling:
                    self._telling.pop(code).stop()

    def dismiss(self) -> None:
        """Let everybody go."""
        self._dismissed = True
        for place in self._places.values():
            place.hall.close()

    async def close(self) -> None:
        """Listen no more, and say that nobody is here."""
        self.dismiss()
        for telling in self._telling.values():
            telling.stop()
        tasks = [*self._tasks, *([self._listening] if self._listening else [])]
        await asyncio.gather(*[_ended(task) for task in tasks])
        for place in self._places.values():
            place.here.clear()
            with suppress(Away), steady(f"saying that nobody is in {place.code}"):
                await place.tell()

    def _do(self, code: str) -> None:
        task = asyncio.create_task(self._told(code))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _told(self, code: str) -> None:
        # While Redis is away there is nothing to be said; `beat` says it when it is back.
        with suppress(Away), steady(f"saying who is in {code}"):
            if code in self._places:
                await self._tell(self._places[code])

    async def _tell(self, place: Place) -> None:
        wait = await place.tell()
        if wait:
            asyncio.get_running_loop().call_later(wait, self.soon, place.code)

    async def _listen_also(self) -> None:
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen())
            return
        wake = wake_key(self.worker)
        await self.line.do("XADD", wake, "MAXLEN", 1, "*", "w", 1)
        await self.line.do("EXPIRE", wake, _WOKEN)

    async def _listen(self) -> None:
        pause = _FIRST
        while True:
            with suppress(Away), steady("listening"):
                await self._hear()
                pause = _FIRST
                continue
            # Not all workers at the same moment.
            await asyncio.sleep(pause * uniform(0.5, 1))
            pause = min(2 * pause, _LONGEST)

    async def _hear(self) -> None:
        """Wait for what is new, and tell it."""
        heard = {events_key(code): place for code, place in self._places.items()
                 if place.last and not place.hall.closed}  # fmt: skip
        wake = wake_key(self.worker)
        since = {key: place.last for key, place in heard.items()} | {wake: self._woken}
        for key, found in (await self.line.news(since)).items():
            if key == wake:
                self._woken = found[-1][0]
                continue
            for entry in found:
                with steady(f"hearing {key}"):
                    heard[key].hear(entry)


async def _ended(task: asyncio.Task[None]) -> None:
    """Cancel a task until it has ended: the client may take that for a time of its own, and go on."""
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=_FIRST)
