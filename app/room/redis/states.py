"""Rooms as values: read from Redis, and changed there only from the version that a change began with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Any

from app.room.backend import Limits
from app.room.changes import Change, Step, expired
from app.room.event import data_of
from app.room.held import UNUSED
from app.room.problems import Full, Locked, NoPlace, NoRoom, Over
from app.room.redis import scripts
from app.room.redis.line import Line
from app.room.redis.names import OVER, ROOMS, known_key, room_key
from app.room.room import Room
from app.room.steady import steady
from app.room.written import bytes_of, room_of
from app.show.encoding import encoded

_REFUSED = {"none": NoRoom, "locked": Locked, "full": Full}
# Of rooms that are over as many are remembered, for each that may go on.
OVER_KEPT = 3
# Of those whose lecturer was not heard for longest as many are looked at for one that nobody uses.
_LOOKED_AT = 20
# As many rooms are looked at in one sweep.
_SWEPT = 100


@dataclass(frozen=True, slots=True)
class _Known:
    """A room, and the version that it was then."""

    version: str
    room: Room


class States:
    """The states of all rooms. One that has been seen here is fetched again only when it has changed."""

    def __init__(self, line: Line, limits: Limits) -> None:
        self.line = line
        self.limits = limits
        self._known: dict[str, _Known] = {}

    @property
    def stay(self) -> float:
        """Seconds for which a room stays without its lecturer, and then once more when it is over."""
        return self.limits.hours * 3600

    async def time(self) -> float:
        """What time it is at Redis."""
        await self.line.run(scripts.READ, [room_key("")], "")
        return self.line.clock.now()

    async def open(self, room: Room) -> bool:
        """Have a new room; False where another is called so, NoPlace where there are too many."""
        words = (room.code, self.limits.rooms, OVER_KEPT * self.limits.rooms, _new_version())
        about = (bytes_of(room), self.due(room), encoded(data_of("room", room)))
        while True:
            said = await self.line.run(scripts.OPEN, [room_key(room.code), ROOMS, OVER], *words, *about)
            if said[0] != "full":
                return bool(said[0] == "open")
            if not await self._one_made_way():
                raise NoPlace

    async def room(self, code: str) -> Room:
        """The room as it is, which may be over; NoRoom."""
        return (await self._found(code)).room

    async def change(self, code: str, step: Step, forget: str = "") -> Room:
        """Take a step with the room, and tell what it tells; forget: the activity whose answers go."""
        version = _new_version()
        while True:
            taken = await self._taken(await self._found(code), step, version, forget)
            if taken is not None:
                return taken.room

    async def let_in(self, script: str, code: str, *words: Any) -> list[Any]:
        """What a script came to that lets a follower in first; NoRoom, Over, Locked or Full."""
        while True:
            said = await self.line.run(script, [room_key(code)], *words)
            if said[0] != "due":
                return _passed(code, said)
            # Its time has come, and nobody has said so yet.
            known = await self._found(code)
            if not known.room.over:
                await self._taken(known, _given_longer, _new_version())

    async def look(self, code: str) -> tuple[int, int]:
        """How many followers there are, and how many answers to what they see; NoRoom."""
        said = _passed(code, await self.line.run(scripts.LOOK, [room_key(code)]))
        return int(said[1]), int(said[2])

    async def sweep(self) -> None:
        """End rooms whose time has come, and forget those that have been over for long."""
        for listed in (ROOMS, OVER):
            words = ("-inf", await self.time(), "LIMIT", 0, _SWEPT)
            for code in await self.line.do("ZRANGEBYSCORE", listed, *words):
                with steady(f"looking after {code!r}"):
                    await self._swept(code.decode(), listed)

    async def _one_made_way(self) -> bool:
        """End a room that nobody came to use; False where there is none."""
        for code in await self.line.do("ZRANGE", ROOMS, 0, _LOOKED_AT - 1):
            with suppress(NoRoom):
                room = await self.room(code.decode())
                entered = await self.line.do("HLEN", known_key(room.code))
                if not room.over and not entered and _untouched(room, self.line.clock.now()):
                    await self.change(room.code, expired(0))
                    return True
        return False

    def due(self, room: Room) -> float:
        """When it expires; once it is over, when it is forgotten."""
        return (room.over_at if room.over else room.seen) + self.stay

    async def _found(self, code: str) -> _Known:
        known = await self._read(code)
        while not known.room.over and self._is_due(known.room):
            over = await self._taken(known, expired(self.limits.hours), _new_version())
            known = over or await self._read(code)
        if known.room.over and self._is_due(known.room):
            raise NoRoom(code)
        return known

    def _is_due(self, room: Room) -> bool:
        return self.line.clock.now() >= self.due(room)

    async def _read(self, code: str) -> _Known:
        known = self._known.get(code)
        said = await self.line.run(scripts.READ, [room_key(code)], known.version if known else "")
        if said[0] == "none":
            self._known.pop(code, None)
            raise NoRoom(code)
        if said[0] == "new":
            version, event, state = said[1:]
            known = self._remembered(version.decode(), replace(room_of(state), event=event.decode()))
        assert known is not None
        return known

    async def _taken(self, known: _Known, step: Step, version: str, forget: str = "") -> _Known | None:
        """The room after a step, then of this version; None where somebody else was quicker."""
        change = step(known.room, self.line.clock.now())
        if change.room is known.room:
            return known
        code = change.room.code
        words = (code, known.version, version, self.due(change.room), forget, *_written(change))
        said = await self.line.run(scripts.CHANGE, [room_key(code), ROOMS, OVER], *words)
        if said[0] == "none":
            raise NoRoom(code)
        if said[0] == "other":
            return None
        return self._remembered(version, replace(change.room, event=said[1].decode()))

    def _remembered(self, version: str, room: Room) -> _Known:
        known = _Known(version, room)
        self._known.pop(room.code, None)
        while len(self._known) >= self.limits.rooms:
            del self._known[next(iter(self._known))]
        self._known[room.code] = known
        return known

    async def _swept(self, code: str, listed: str) -> None:
        try:
            # Whoever looks at a room whose time has come ends it.
            await self._found(code)
        except NoRoom:
            known = self._known.get(code)
            activities = [one.id for one in known.room.asked] if known else ()
            version = known.version if known else ""
            await self.line.run(scripts.FORGET, [room_key(code), listed], code, version, *activities)


def _new_version() -> str:
    # No number: a Redis that lost its last moments would count anew, and two states be called alike.
    return token_hex(8)


def _passed(code: str, said: list[Any]) -> list[Any]:
    if said[0] == "over":
        raise Over(said[1].decode())
    if said[0] in _REFUSED:
        raise _REFUSED[said[0]](code)
    return said


def _untouched(room: Room, now: float) -> bool:
    """Whether it was opened a while ago, and its lecturer did nothing with it."""
    return now - room.opened > UNUSED and room.stage is None and not room.asked


def _given_longer(room: Room, now: float) -> Change:
    """Nothing but a new time to expire at: it was opened where rooms were given less."""
    return Change(replace(room))


def _written(change: Change) -> Iterator[Any]:
    """A changed room as `scripts.CHANGE` takes it, and its events."""
    room = change.room
    yield from (bytes_of(room), room.over, int(room.locked))
    yield next((f"{one.id} {one.opened!r}" for one in room.asked if one.state == "open"), "")
    yield f"{room.shown.id} {room.shown.round}" if room.shown else ""
    for name in change.tells:
        yield from (name, encoded(data_of(name, room)))
