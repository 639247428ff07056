"""Rooms in this process, for one that serves alone; written down so that they outlive it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count
from secrets import token_hex
from time import monotonic, time

from app.room.asking import cleared, found
from app.room.backend import Answer, Answered, Limits, Opened, Rooms, Sent
from app.room.changes import Step, expired
from app.room.codes import new_code
from app.room.event import Event, data_of, written
from app.room.hall import Hall, Seat
from app.room.held import Held, kept, state_in
from app.room.journal import Journal
from app.room.keys import digest, mark, new_key
from app.room.problems import Away, NoPlace, NoRoom, NotOpen, Over
from app.room.room import Room
from app.room.steady import steady
from app.store import StoreProblem
from app.store.rooms import Batch, KeptRooms

# Seconds between two looks at which rooms have expired, and at which may be forgotten.
_TEND, _FORGET = 15.0, 3600.0
# Of rooms that are over as many may be remembered, besides those that go on.
_OVER = 4


class _Loading:
    """A room that is being brought here. asking: how many ask for it, one after the other."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.asking = 0


class InProcess(Rooms):
    """Rooms in memory. One that is not there is looked for in what an earlier process has kept."""

    def __init__(self, limits: Limits, store: KeptRooms) -> None:
        self.limits = limits
        self.journal = Journal(store, self.state, self.whole)
        self._rooms: dict[str, Held] = {}
        self._loading: dict[str, _Loading] = {}
        # Its pace is the monotonic clock's: nothing runs backwards where somebody sets the machine's.
        self._since = time() - monotonic()
        # Ids of an earlier process mean nothing here.
        self._epoch = token_hex(4)
        self._serial = count(1)
        self._dismissed = False

    def now(self) -> float:
        return self._since + monotonic()

    async def open(self, title: str) -> Opened:
        self.make_room()
        key, now = new_key(), self.now()
        code = new_code()
        while code in self._rooms:
            code = new_code()
        room = Room(code, (digest(key),), title=title, opened=now, seen=now, event=self.next_id())
        self._rooms[code] = self.held(room)
        await self.keep(code)
        return Opened(room, key)

    async def room(self, code: str) -> Room:
        return (await self.found(code)).room

    async def change(self, code: str, step: Step) -> Room:
        held = await self.found(code)
        change = step(held.room, self.now())
        held.take(change)
        # Others may change it while this is written down.
        room = held.room
        self.journal.changed(code)
        # Where a playhead stands is not worth a wait for the disk.
        if change.tells != ("stage",):
            await self.journal.kept()
        return room

    async def knows(self, code: str, who: str) -> bool:
        try:
            return mark(code, who) in (await self.found(code)).known
        except NoRoom:
            return False

    async def enter(self, code: str, who: str) -> int:
        held = await self.going(code)
        return self.noted(held, held.admitted, who)

    async def followers(self, code: str) -> int:
        return len((await self.found(code)).here)

    async def follow(self, code: str, who: str | None, after: str | None) -> Seat | None:
        held = await self.found(code)
        if held.room.over:
            return None if after == held.room.event else self.last(held.room)
        if who is None:
            seat = held.seated("", after)
        else:
            self.noted(held, held.admitted, who)
            seat = held.seated(mark(code, who), after)
        if self._dismissed:
            held.hall.close()
        return seat

    async def answer(self, code: str, sent: Sent) -> Answered:
        held = await self.going(code)
        activity = found(held.room, sent.activity)
        if activity.state != "open":
            raise NotOpen(activity.state)
        number, own = self.noted(held, held.number, sent.who), mark(code, sent.who)
        given = held.answers.setdefault(activity.id, {})
        first = own not in given
        given[own] = Answer(number, sent.nickname, sent.told, round(self.now() - activity.opened, 3))
        held.answering.soon()
        self.journal.answer(code, activity.id, own, kept(given[own]))
        return Answered(first, len(given), await self.journal.kept())

    async def answers(self, code: str, activity: str) -> tuple[Answer, ...]:
        held = await self.found(code)
        found(held.room, activity)
        return tuple(sorted(held.answers.get(activity, {}).values(), key=lambda one: one.number))

    async def count(self, code: str, activity: str) -> int:
        return len((await self.found(code)).answers.get(activity, ()))

    async def clear(self, code: str, activity: str) -> Room:
        held = await self.going(code)
        change = cleared(activity)(held.room, self.now())
        held.answers.pop(activity, None)
        held.take(change)
        room = held.room
        self.journal.cleared(code, activity)
        await self.keep(code)
        return room

    async def tend(self) -> None:
        looked = 0.0
        while True:
            if monotonic() - looked > _FORGET:
                looked = monotonic()
                with steady("forgetting old rooms"):
                    await self.journal.forget(self.now())
            self.sweep()
            await asyncio.sleep(_TEND)

    def sweep(self) -> None:
        """End rooms whose lecturer has not been heard for long; let go of what is over and kept."""
        for code, held in list(self._rooms.items()):
            with steady(f"looking after {code}"):
                self.expire(held)
                idle = held.room.over and not held.hall.seats
                if idle and (self.journal.clean(code) or self.now() > held.until):
                    del self._rooms[code]

    async def close(self) -> None:
        self.dismiss()
        for code in self._rooms:
            self.journal.changed(code)
        if self._rooms:
            await self.journal.close()

    def dismiss(self) -> None:
        self._dismissed = True
        for held in self._rooms.values():
            held.hall.close()

    def make_room(self) -> None:
        """Have a place for one more; NoPlace. A room that nobody came to use makes way."""
        going = [held for held in self._rooms.values() if not held.room.over]
        unused = [held for held in going if held.unused]
        if len(going) >= self.limits.rooms and unused:
            self.expire(unused[0], hours=0)
        elif len(going) >= self.limits.rooms or len(self._rooms) >= _OVER * self.limits.rooms:
            raise NoPlace

    async def found(self, code: str) -> Held:
        """The room, which may be over; NoRoom, or Away where it can't be told whether there is one."""
        held = self._rooms.get(code) or await self._loaded(code)
        self.expire(held)
        return held

    async def going(self, code: str) -> Held:
        """The room; Over where it is."""
        held = await self.found(code)
        if held.room.over:
            raise Over(held.room.over)
        return held

    def held(self, room: Room) -> Held:
        """A room to be held here."""
        return Held(room, self.limits, self.now, self.next_id)

    def noted(self, held: Held, let_in: Callable[[str], int], who: str) -> int:
        """A follower's number, as `let_in` gives it; written down where it is new."""
        code, before = held.room.code, len(held.known)
        own = mark(code, who)
        number = let_in(own)
        if len(held.known) > before:
            self.journal.follower(code, own, number)
        return number

    def last(self, room: Room) -> Seat:
        """A seat in a room that is over, to hear that."""
        hall = Hall(self.now, lambda seat: None)
        hall.close()
        event = Event(room.event, "end", data_of("end", room), room.over_at)
        return hall.sit("", written(event, self.now()))

    def expire(self, held: Held, hours: float | None = None) -> None:
        """End the room if its lecturer was not heard for so long."""
        change = expired(self.limits.hours if hours is None else hours)(held.room, self.now())
        if change.room is not held.room:
            held.take(change)
            self.journal.changed(held.room.code)

    async def keep(self, code: str) -> bool:
        """Write the room down; whether that was done."""
        self.journal.changed(code)
        return await self.journal.kept()

    def next_id(self) -> str:
        """What no other event is called."""
        return f"{self._epoch}-{next(self._serial)}"

    def state(self, code: str, batch: Batch) -> None:
        """Put how a room is into a batch; nothing where it is gone."""
        if code in self._rooms:
            batch.rooms[code] = self._rooms[code].state

    def whole(self, code: str, batch: Batch) -> None:
        """Put everything about a room into a batch; nothing where it is gone."""
        if code in self._rooms:
            self._rooms[code].write(batch)

    async def _loaded(self, code: str) -> Held:
        # Of several who ask at once for a room that is only kept, one brings it here.
        loading = self._loading.setdefault(code, _Loading())
        loading.asking += 1
        try:
            async with loading.lock:
                if code not in self._rooms:
                    self._rooms[code] = await self._from_store(code)
                return self._rooms[code]
        finally:
            # Where it failed for one the next tries, and whoever comes meanwhile waits behind them.
            loading.asking -= 1
            if not loading.asking:
                del self._loading[code]

    async def _from_store(self, code: str) -> Held:
        try:
            batch = await self.journal.load(code)
        except StoreProblem as problem:
            raise Away(str(problem)) from None
        if batch is None or batch.rooms[code][1] < self.now():
            raise NoRoom(code)
        held = self.held(state_in(batch, code))
        held.read(batch)
        return held
