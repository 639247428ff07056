"""The door of a room: which one is meant, who leads it, and that nobody tries codes until one opens."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from time import monotonic

from fastapi import Request, Response

from app.room import Room, Rooms
from app.room.codes import ALPHABET, LENGTH, meant
from app.room.keys import fits
from app.room.problems import (
    Away,
    BadToken,
    Full,
    Locked,
    NoActivity,
    NoPlace,
    NoRoom,
    NotOpen,
    OtherDesk,
    Over,
    RoomProblem,
    TooMany,
)
from app.web import sent
from app.web.bearer import bearer, needed
from app.web.budget import Budget, Budgets, address_of
from app.web.problems import Refused

# Wrong codes of one address: at once, and then a second. Of all addresses together: as many times more.
BURST, RATE = 30, 1.0
ALL = 10
# Followers whom a room does not know yet, of one address: at once at least, and then a second. A class behind
# one address comes all at once; who comes as ever somebody else would fill the room.
COMING, NEW = 50, 1.0
# Seconds after which whoever tried too often is told so.
_ALIKE = 0.1
FRESH = {"Cache-Control": "no-store"}

Endpoint = Callable[[Request], Awaitable[Response]]

_NO_ROOM = "There is no such room"
_SAID: dict[type[RoomProblem], tuple[int, str, str]] = {
    Full: (503, "code", "This room is full. Whoever leads it may open another."),
    Locked: (423, "code", "This room is locked: only those who were in it before may come back."),
    NoPlace: (503, "room", "This server has as many rooms as it may have; try again when one has ended."),
    OtherDesk: (409, "desk", "Another device has taken the stage; take it back to show something from here."),
    BadToken: (403, "token", "This token was used, is too old, or was never given; ask for another one."),
    NoActivity: (404, "activity", "This room has no such activity."),
    TooMany: (409, "kind", "This room has had as many activities as it may have; open another room."),
}
_OVER = {
    "ended": "This room has ended.",
    "expired": "This room has ended, because its lecturer was away for long.",
}
_NOT_OPEN = {
    "closed": "This is closed: answers are no longer taken.",
    "revealed": "This was revealed: answers are no longer taken.",
    "away": "This is not asked now.",
}


def refused(problem: RoomProblem) -> Refused:
    """The refusal that says what went wrong with a room."""
    if isinstance(problem, NoRoom):
        said = "No room has this code. Look at the code once more; perhaps the room has long ended."
        return Refused(404, "code", said, title=_NO_ROOM)
    if isinstance(problem, Over):
        return Refused(410, "code", _OVER[problem.reason], title="This room is over")
    if isinstance(problem, NotOpen):
        return Refused(409, "activity", _NOT_OPEN[problem.state])
    if isinstance(problem, Away):
        said = "Rooms can't be reached now; what you sent may not have been taken. Send it again in a moment."
        return Refused(503, "room", said, headers={"Retry-After": "1"})
    status, field, said = _SAID[type(problem)]
    return Refused(status, field, said, headers={"Retry-After": "5"} if status == 503 else None)


def telling(endpoint: Endpoint) -> Endpoint:
    """The endpoint, which says in a refusal what goes wrong with a room."""

    @wraps(endpoint)
    async def told(request: Request) -> Response:
        try:
            return await endpoint(request)
        except RoomProblem as problem:
            raise refused(problem) from None

    return told


class Door:
    """Finds rooms by the code in a request's path."""

    def __init__(self, rooms: Rooms, tries: int) -> None:
        self.rooms = rooms
        self.everyone = Budget(tries, ALL * tries)
        self.of_address = Budgets(RATE, BURST)
        self.coming = Budgets(NEW, max(COMING, rooms.limits.followers))
        self._right: dict[str, None] = {}

    async def room(self, request: Request, who: str | None = None) -> Room:
        """The room, over or not. Refused with 404, or with 429 after too many wrong codes of this address.

        Then nothing is learnt from a code, but by whoever has the room's key or was in it before as `who`.
        """
        code = meant(str(request.path_params["code"]))
        if not code:
            said = f"A room's code has {LENGTH} characters, of {ALPHABET}."
            raise Refused(404, "code", said, title=_NO_ROOM)
        own = self.of_address.of(address_of(request))
        own.lock = own.lock or asyncio.Lock()
        # A class behind one address need not come one by one, but behind guesses all codes queue alike.
        known = code in self._right and self.open(own) and not own.lock.locked()
        if known and (room := await self.found(code)) is not None:
            return room
        # One after the other: a thousand codes at once would all be looked up before the first was wrong.
        async with own.lock:
            # However soon it is known, so that the time it takes tells nothing of what was found.
            until = monotonic() + _ALIKE
            room = await self.tried(request, code, who, own)
        if room is not None:
            return room
        await asyncio.sleep(max(0.0, until - monotonic()))
        raise self.too_many(own)

    def open(self, own: Budget) -> bool:
        """Whether a code may be wrong now."""
        return own.any and self.everyone.any

    async def found(self, code: str) -> Room | None:
        """The room of a code; None where there is none."""
        try:
            room = await self.rooms.room(code)
        except NoRoom:
            self._right.pop(code, None)
            return None
        self._right[code] = None
        if len(self._right) > self.rooms.limits.rooms:
            del self._right[next(iter(self._right))]
        return room

    async def tried(self, request: Request, code: str, who: str | None, own: Budget) -> Room | None:
        """The room of a code; where there is none, NoRoom at the address' cost.

        None once that is spent: then nothing is looked up but for those who may be of the room.
        """
        if not self.open(own) and who is None and not bearer(request):
            return None
        room = await self.found(code)
        if self.open(own):
            if room is None:
                own.spend()
                self.everyone.spend()
                raise NoRoom(code)
            return room
        return room if room is not None and await self.familiar(request, room, who) else None

    async def familiar(self, request: Request, room: Room, who: str | None) -> bool:
        """Whether the request comes from somebody whom the room knows."""
        if fits(bearer(request), room.keys):
            return True
        return who is not None and await self.rooms.knows(room.code, who)

    async def come(self, request: Request, room: Room, who: str | None) -> None:
        """Whoever is new in the room may come in, as far as that goes; else Refused with 429."""
        if who is None or not await self.rooms.knows(room.code, who):
            self.new(request, room)

    def new(self, request: Request, room: Room) -> None:
        """Somebody new comes; Refused with 429 where too many did from this address."""
        budget = self.coming.of(f"{room.code} {address_of(request)}")
        if not budget.spend():
            said = f"Too many new followers came from here at once; wait {budget.wait} s and try again."
            raise Refused(429, "who", said, headers={"Retry-After": str(budget.wait)})

    async def going(self, request: Request, who: str | None = None) -> Room:
        """The room; Over where it is."""
        room = await self.room(request, who)
        if room.over:
            raise Over(room.over)
        return room

    async def led(self, request: Request) -> Room:
        """The room, over or not, for whoever leads it; Refused with 401 or 403 for others."""
        said = "Say by which key: Authorization: Bearer KEY, as told when the room was opened."
        key = needed(request, "key", said)
        room = await self.room(request)
        if not fits(key, room.keys):
            raise Refused(403, "key", "This is not the key of this room. Only its lecturer has that.")
        return room

    def leads(self, request: Request, room: Room) -> bool:
        """Whether whoever asks leads the room; Refused with 403 where the key that they show is wrong."""
        key = bearer(request)
        if key and not fits(key, room.keys):
            raise Refused(403, "key", "This is not the key of this room. Only its lecturer has that.")
        return bool(key)

    def too_many(self, own: Budget) -> Refused:
        """The refusal after too many wrong codes."""
        wait = max(own.wait, self.everyone.wait)
        said = f"Too many wrong codes came from here. Wait {wait} s, and type it as it stands on the wall."
        return Refused(429, "code", said, headers={"Retry-After": str(wait)})


def who_of(request: Request) -> str | None:
    """What the follower who asks is known by, as the query says; BadInput."""
    named = request.query_params.get("who")
    return None if named is None else sent.who("who", named)
