"""What is asked in a room, over HTTP: opened and revealed by its lecturer, answered by those who follow."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from app.room import Answer, Asked, Room, Rooms, Sent
from app.room.asking import asked, found, revealed, turned
from app.room.event import asked as publicly
from app.room.keys import new_who
from app.room.problems import NotOpen, Recount
from app.room.room import STATES
from app.show.activities import (
    CSV_HEADER,
    Activity,
    Given,
    brief,
    from_told,
    read_activity,
    read_answer,
    read_nickname,
    results,
    rows_of_csv,
    score,
    swarm,
)
from app.web import documented, sent
from app.web.budget import Budgets
from app.web.caching import Answers
from app.web.door import FRESH, Door, telling, who_of
from app.web.keeping import Fetching
from app.web.problems import Refused
from app.web.receiving import ANSWER, ROOM
from app.web.rooms import LIMIT, answer

# The most bytes of an answer, and how many of them a follower may send: at once, and then a second.
ANSWER_LIMIT, _AT_ONCE, _ANSWERS = 4096, 10, 5.0
_REMEMBERED = 64
_PARTS = {"activity": sent.text, "who": sent.who, "nickname": lambda key, value: read_nickname(value)}
# Answers as the rooms keep them.
Kept = tuple[Answer, ...]


class AskedCalls:
    """What lecturers and followers do with activities."""

    def __init__(self, rooms: Rooms, door: Door, fetching: Fetching, work: Answers) -> None:
        self.rooms = rooms
        self.door = door
        self.fetching = fetching
        self.work = work.work
        self.answering = Budgets(_ANSWERS, _AT_ONCE)
        self._read: dict[tuple[str, str], Activity] = {}
        self._counted: dict[tuple[str, str], tuple[Kept, asyncio.Future[dict[str, Any]]]] = {}

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        for name, endpoint in (
            ("POST /rooms/{code}/activities", self.open),
            ("PATCH /rooms/{code}/activities/{id}", self.turn),
            ("DELETE /rooms/{code}/activities/{id}/answers", self.clear),
            ("POST /rooms/{code}/answers", self.answer),
            ("/rooms/{code}/activities/{id}/results", self.results),
            ("/rooms/{code}/activities/{id}/score", self.score),
            ("/rooms/{code}/activities/{id}/swarm", self.swarm),
            ("/rooms/{code}/answers.csv", self.csv),
        ):
            documented.add(routes, name, telling(endpoint))
        return routes

    async def open(self, request: Request) -> Response:
        """Ask something."""
        room = await self.door.led(request)
        body = await sent.body(request, ROOM, LIMIT)
        activity = await self.work(partial(read_activity, body, self.read))
        step = asked(activity.told, activity.shown, self.rooms.limits.activities)
        room = await self.rooms.change(room.code, step)
        return answer(await self.told(room, room.current), 201)

    async def turn(self, request: Request) -> Response:
        """Close it, open it again, reveal what came out, or put it away."""
        room = await self.door.led(request)
        said = sent.parts(await sent.body(request, ROOM, LIMIT), {"state": sent.one_of(*STATES)}, "state")
        id, state = str(request.path_params["id"]), said["state"]
        if state == "revealed":
            room = await self.reveal(room, id)
        else:
            room = await self.rooms.change(room.code, turned(id, state))
        return answer(await self.told(room, id))

    async def reveal(self, room: Room, id: str) -> Room:
        """The room once what came out is before everybody; no answer comes between counting and that."""
        while True:
            if found(room, id).state == "open":
                room = await self.rooms.change(room.code, turned(id, "closed"))
            short = brief(await self.counted(room, id))
            with suppress(Recount):
                return await self.rooms.change(room.code, revealed(id, found(room, id).round, short))
            # Opened again or cleared meanwhile.
            room = await self.rooms.room(room.code)

    async def clear(self, request: Request) -> Response:
        """Forget the answers; they may be given anew."""
        room = await self.door.led(request)
        await self.rooms.clear(room.code, str(request.path_params["id"]))
        return Response(status_code=204, headers=FRESH)

    async def answer(self, request: Request) -> Response:
        """A follower's answer, once for each."""
        body = await sent.body(request, ANSWER, ANSWER_LIMIT)
        value = body.pop("answer", None)
        told = sent.parts(body, _PARTS, "activity")
        room = await self.door.going(request, told.get("who"))
        who = await self.paced(request, room, told.get("who"))
        about = found(room, told["activity"])
        if about.state != "open":
            raise NotOpen(about.state)
        given = read_answer(await self.activity(room, about), value).told
        done = await self.rooms.answer(room.code, Sent(about.id, who, given, told.get("nickname", "")))
        said = {"who": who, "answers": done.answers, "kept": done.kept}
        return answer(said, 201 if done.first else 200)

    async def results(self, request: Request) -> Response:
        """All that came out: for the lecturer always, for everybody once it is revealed."""
        room = await self.door.room(request, who_of(request))
        return answer(await self.counted(room, self.no_secret(request, room).id))

    async def score(self, request: Request) -> Response:
        """What an answer is worth: a follower's page knows its own, so no answer is looked up."""
        room = await self.door.room(request, who_of(request))
        activity = await self.activity(room, self.no_secret(request, room))
        value = read_answer(activity, sent.value("answer", request.query_params.get("answer", "")))
        return answer({"answer": value.told, "score": await self.work(partial(score, activity, value))})

    def no_secret(self, request: Request, room: Room) -> Asked:
        """The activity; Refused with 403 where what is true of it is not for whoever asks yet."""
        about = found(room, str(request.path_params["id"]))
        if not self.door.leads(request, room) and about.state != "revealed":
            raise Refused(403, "key", "What came out is told to everybody once it is revealed.")
        return about

    async def swarm(self, request: Request) -> Response:
        """Where everybody's runs went."""
        room = await self.door.led(request)
        activity, kept = await self.all(room, str(request.path_params["id"]))
        if activity.kind != "swarm":
            raise Refused(409, "activity", "This is no swarm.")
        paths = await self.work(lambda: swarm(activity, _given(activity, kept)).bytes)
        return Response(paths, media_type="application/octet-stream", headers=FRESH)

    async def csv(self, request: Request) -> Response:
        """Every answer to everything that was asked, for a spreadsheet."""
        room = await self.door.led(request)
        lines = [CSV_HEADER]
        for one in room.asked:
            lines += await self.work(partial(_rows, one.id, *await self.all(room, one.id)))
        named = {"Content-Disposition": f'attachment; filename="answers-{room.code}.csv"'}
        return Response("\r\n".join([*lines, ""]), media_type="text/csv", headers=FRESH | named)

    async def paced(self, request: Request, room: Room, who: str | None) -> str:
        """Who answers, made up if nobody says so; Refused with 429 where they, or new ones, do so often."""
        if who is None or not await self.rooms.knows(room.code, who):
            self.door.new(request, room)
            return who or new_who()
        budget = self.answering.of(f"{room.code} {who}")
        if not budget.spend():
            said = f"That was too many answers at once; wait {budget.wait} s and send the last one again."
            raise Refused(429, "answer", said, headers={"Retry-After": str(budget.wait)})
        return who

    async def counted(self, room: Room, id: str) -> dict[str, Any]:
        """What came out, counted once for all who ask at the same time: a class asks as one."""
        place, (activity, kept) = (room.code, id), await self.all(room, id)
        known = self._counted.get(place)
        if known is None or known[0] != kept:
            if len(self._counted) >= _REMEMBERED:
                self._counted.clear()
            known = kept, asyncio.ensure_future(self.work(partial(_results, activity, kept)))
            self._counted[place] = known
        try:
            return await asyncio.shield(known[1])
        except BaseException:
            self._counted.pop(place, None)
            raise

    async def all(self, room: Room, id: str) -> tuple[Activity, Kept]:
        """An activity with all its answers, which are for a thread to read."""
        return await self.activity(room, found(room, id)), await self.rooms.answers(room.code, id)

    async def activity(self, room: Room, about: Asked) -> Activity:
        """An activity as it was asked."""
        place = (room.code, about.id)
        if place not in self._read:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            self._read[place] = await self.work(partial(from_told, about.told, self.read))
        return self._read[place]

    def read(self, query: str) -> Any:
        """The experiment that a query writes, on a thread that may wait for the store."""
        return self.fetching.at_once(query)(query)

    async def told(self, room: Room, id: str) -> dict[str, Any]:
        """An activity as its event tells it."""
        return publicly(found(room, id), await self.rooms.count(room.code, id))


def _given(activity: Activity, kept: Kept) -> list[Given]:
    return [Given(one.number, one.nickname, read_answer(activity, one.told), one.seconds) for one in kept]


def _results(activity: Activity, kept: Kept) -> dict[str, Any]:
    return results(activity, _given(activity, kept))


def _rows(id: str, activity: Activity, kept: Kept) -> list[str]:
    return rows_of_csv(id, activity, _given(activity, kept))
