"""Rooms over HTTP: opened, led, followed and ended. What is asked in them is in `app.web.asked`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event as Closing
from typing import Any

from fastapi import APIRouter, Request, Response

from app.core.errors import BadInput
from app.experiment.view import check_words
from app.room import Room, Rooms, changes
from app.room.event import public
from app.room.keys import new_key, new_who
from app.show import qr
from app.web import documented, sent
from app.web.bearer import bearer
from app.web.budget import Budgets, address_of
from app.web.door import FRESH, Door, telling, who_of
from app.web.encoding import encoded
from app.web.following import Heard
from app.web.problems import Refused
from app.web.receiving import ROOM
from app.web.staging import Staging
from app.web.stream import HEADERS

LIMIT = 100_000
# Rooms that one address may open in a second, once it has opened many.
_OPENING = 1.0
# Seconds between two looks at whether the server is told to stop.
_LOOK = 0.1


class RoomCalls:
    """What lecturers and followers do with a room."""

    def __init__(self, rooms: Rooms, door: Door, staging: Staging, closing: Closing, openings: int) -> None:
        self.rooms = rooms
        self.door = door
        self.staging = staging
        self.closing = closing
        self.opening = Budgets(_OPENING, openings)

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        for name, endpoint in (
            ("POST /rooms", self.open),
            ("/rooms/{code}", self.one),
            ("PATCH /rooms/{code}", self.alter),
            ("DELETE /rooms/{code}", self.end),
            ("PUT /rooms/{code}/stage", self.stage),
            ("/rooms/{code}/events", self.events),
            ("POST /rooms/{code}/handover", self.handover),
            ("POST /rooms/{code}/desk", self.desk),
        ):
            documented.add(routes, name, telling(endpoint))
        return routes

    @asynccontextmanager
    async def attended(self) -> AsyncIterator[None]:
        """Rooms are looked after meanwhile, and kept at the end."""
        tasks = [asyncio.create_task(one) for one in (self.rooms.tend(), self.watch())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            # Whatever became of them, the rooms are kept.
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.rooms.close()

    async def watch(self) -> None:
        """End the streams once the server is told to stop, as it waits for them."""
        while not self.closing.is_set():
            await asyncio.sleep(_LOOK)
        self.rooms.dismiss()

    async def open(self, request: Request) -> Response:
        """A new room; its key is told once."""
        told = sent.parts(await sent.body(request, ROOM, LIMIT, needed=False), {"title": title})
        budget = self.opening.of(address_of(request))
        if not budget.spend():
            why = f"Many rooms were opened from here; wait {budget.wait} s."
            raise Refused(429, "room", why, headers={"Retry-After": str(budget.wait)})
        opened = await self.rooms.open(told.get("title", ""))
        code = opened.room.code
        address = f"{request.base_url}room/{code}"
        most = self.rooms.limits.followers
        said = {"code": code, "key": opened.key, "url": address, "followers_at_most": most}
        return answer(said, 201, Location=address)

    async def one(self, request: Request) -> Response:
        """The room as it is, for anybody who has its code; whoever says `who` they are is let in."""
        who = who_of(request)
        room = await self.door.going(request, who)
        if who is not None and not self.door.leads(request, room):
            await self.door.come(request, room, who)
            await self.rooms.enter(room.code, who)
        return answer(await self.told(room))

    async def alter(self, request: Request) -> Response:
        """Another title; locked or open; followers held or free."""
        room = await self.door.led(request)
        known = {"title": title, "locked": sent.yes, "held": sent.yes}
        said = sent.parts(await sent.body(request, ROOM, LIMIT), known)
        return answer(await self.told(await self.rooms.change(room.code, changes.told(**said))))

    async def end(self, request: Request) -> Response:
        """The room is over."""
        room = await self.door.led(request)
        await self.rooms.change(room.code, changes.ended)
        return Response(status_code=204, headers=FRESH)

    async def stage(self, request: Request) -> Response:
        """Show something."""
        room = await self.door.led(request)
        stage, desk = await self.staging.stage(await sent.body(request, ROOM, LIMIT))
        room = await self.rooms.change(room.code, changes.staged(stage, desk))
        return answer({"event": room.event})

    async def events(self, request: Request) -> Response:
        """All that is told in the room, from now on or from where a follower left."""
        who = who_of(request)
        room = await self.door.room(request, who)
        after = last_heard(request)
        if request.method == "HEAD":
            return Response(media_type="text/event-stream", headers=HEADERS)
        if self.door.leads(request, room):
            who = None
        elif not room.over:
            await self.door.come(request, room, who)
            who = who or new_who()
        seat = await self.rooms.follow(room.code, who, after)
        return Heard(seat) if seat else Response(status_code=204, headers=HEADERS)

    async def handover(self, request: Request) -> Response:
        """A token by which another device takes the room over, and its page with it as a link."""
        room = await self.door.led(request)
        token = new_key()
        await self.rooms.change(room.code, changes.handed(token))
        # Behind #, which no server is told.
        address = f"{request.base_url}present#take={room.code}.{token}"
        drawn = qr.code(address, "code").decode()
        told = {"token": token, "seconds": int(changes.HANDOVER), "url": address, "qr": drawn}
        return answer(told, 201)

    async def desk(self, request: Request) -> Response:
        """The stage to the device that asks: by the key, or by a token for a key of its own."""
        desk = new_who()
        if bearer(request):
            room = await self.door.led(request)
            room = await self.rooms.change(room.code, changes.taken(desk))
            return answer({"desk": desk, "key": None, "number": room.desk_number})
        token = sent.parts(await sent.body(request, ROOM, LIMIT), {"token": sent.text}, "token")["token"]
        room, key = await self.door.going(request), new_key()
        room = await self.rooms.change(room.code, changes.taken_over(desk, token, key))
        return answer({"desk": desk, "key": key, "number": room.desk_number})

    async def told(self, room: Room) -> dict[str, Any]:
        """What anybody in the room may know of it."""
        followers = await self.rooms.followers(room.code)
        answers = await self.rooms.count(room.code, room.current) if room.current else 0
        return public(room, followers, answers, self.rooms.now())


def answer(said: Any, status: int = 200, **headers: str) -> Response:
    """JSON that is nobody's to keep."""
    return Response(
        encoded(said), status_code=status, media_type="application/json", headers={**FRESH, **headers}
    )


def title(key: str, value: Any) -> str:
    """What a room is called."""
    words = sent.text(key, value)
    check_words("title", words)
    return words


def last_heard(request: Request) -> str | None:
    """The id of the last event that a follower heard; BadInput where it can't be one."""
    said = request.headers.get("last-event-id") or None
    if said is not None and (len(said) > 64 or not said.isascii()):
        raise BadInput("Last-Event-ID", "This is no event's id: give the last one that arrived.")
    return said
