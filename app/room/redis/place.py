"""A room at this worker: what is heard of it from Redis, and who hears it here."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import orjson

from app.room.event import Event, data_of
from app.room.hall import Hall, Seat
from app.room.redis import scripts
from app.room.redis.line import Entry, Line
from app.room.redis.names import events_key, room_key
from app.room.room import Room

# Milliseconds after which a worker that is not heard of is taken to be gone, with all who were there.
GONE = 6000
# Seconds between two numbers of followers, and of answers, at least.
COUNTING, ANSWERING = 1.0, 0.5


class Place:
    """The hall of a room at this worker. soon: asked whenever there is something to tell Redis of it."""

    def __init__(self, code: str, line: Line, worker: str, soon: Callable[[], object]) -> None:
        self.code = code
        self.line = line
        self.worker = worker
        self.soon = soon
        self.hall = Hall(line.clock.now, self._left)
        # How many Redis is being asked for: it may not be told of them before it has let them in.
        self.coming = 0
        self.here: Counter[str] = Counter()
        self.gone: set[str] = set()
        # The id of what was heard last; empty until the log was read.
        self.last = ""
        self._shown: Mapping[str, Any] | None = None
        self._opening = asyncio.Lock()

    @property
    def idle(self) -> bool:
        """Whether nobody is here or about to be, and Redis knows it."""
        return not self.coming and not self.hall.seats and not self.here and not self.gone

    async def open(self, room: Room) -> bool:
        """Read the log, if that has not been done; whether it was done now."""
        async with self._opening:
            if self.last:
                return False
            self._shown = data_of("activity", room)
            for entry in await self.line.log(events_key(self.code)):
                self.hear(entry)
            return True

    def hear(self, entry: Entry) -> None:
        """Tell all who are here."""
        self.last, fields = entry
        name = fields[b"n"].decode()
        if name == "count":
            self._mention(fields, name, {"followers": int(fields[b"a"])})
        elif name == "answers":
            self._hear_answers(fields)
        else:
            self._tell(name, fields)

    def came(self, mark: str) -> None:
        """A follower is about to sit down, whom Redis has let in."""
        self.here[mark] += 1
        self.gone.discard(mark)

    def went(self, mark: str) -> None:
        """They have left."""
        self.here[mark] -= 1
        if not self.here[mark]:
            del self.here[mark]
            self.gone.add(mark)
        self.soon()

    async def tell(self) -> float:
        """Say who is here; seconds after which there is more to tell. The hall closes if the room is gone."""
        left, self.gone = self.gone, set()
        try:
            said = await self._say("left", left)
            if said[0] == "again":
                # Redis took this worker to be gone meanwhile, or knows it not yet.
                said = await self._say("all", self.here)
        except BaseException:
            self.gone |= left - set(self.here)
            raise
        if said[0] == "none":
            self.hall.close()
        return said[2] / 1000 if said[0] == "told" else 0.0

    async def _say(self, which: str, marks: Any) -> list[Any]:
        words = (self.worker, GONE, COUNTING, ANSWERING, len(self.here), which, *marks)
        return await self.line.run(scripts.TELL, [room_key(self.code)], *words)

    def _tell(self, name: str, fields: Mapping[bytes, bytes]) -> None:
        data = orjson.loads(fields[b"d"])
        if name == "activity":
            data = self._shown = {**data, "answers": int(fields[b"a"])}
        self.hall.tell(Event(self.last, name, data, float(fields[b"t"])))
        if name == "end":
            self.hall.close()

    def _hear_answers(self, fields: Mapping[bytes, bytes]) -> None:
        id, round, given = fields[b"a"].decode().split()
        shown = self._shown or {}
        # It may be of what was shown before.
        if (shown.get("id"), shown.get("round")) == (id, int(round)):
            self._mention(fields, "activity", {**shown, "answers": int(given)})

    def _mention(self, fields: Mapping[bytes, bytes], name: str, data: Mapping[str, Any]) -> None:
        self.hall.mention(Event(fields[b"e"].decode(), name, data, self.line.clock.now()))

    def _left(self, seat: Seat) -> None:
        if seat.mark:
            self.went(seat.mark)
