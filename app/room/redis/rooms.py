"""The rooms that several workers serve, as `Rooms` describes them."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from secrets import token_hex
from time import monotonic

import orjson

from app.room.asking import cleared, found
from app.room.backend import Answer, Answered, Limits, Opened, Rooms, Sent
from app.room.changes import Step
from app.room.codes import new_code
from app.room.hall import Seat
from app.room.keys import digest, mark, new_key
from app.room.problems import Away, NotOpen
from app.room.redis import scripts
from app.room.redis.line import Line
from app.room.redis.names import answers_key, known_key
from app.room.redis.places import Places
from app.room.redis.seating import Seating
from app.room.redis.states import States
from app.room.room import Room
from app.room.steady import steady
from app.show.encoding import encoded

# Seconds between two words that a worker is still there; between two looks at which rooms have expired.
_BEAT, _SWEEP = 2.0, 15.0


class InRedis(Rooms):
    """Rooms in the Redis at a URL; ValueError where there can't be one. Nothing is asked of it yet."""

    def __init__(self, url: str, limits: Limits) -> None:
        self.limits = limits
        self.line = Line(url)
        self.states = States(self.line, limits)
        self.places = Places(self.line, token_hex(6))
        self.seating = Seating(self.states, self.places, limits)

    def now(self) -> float:
        return self.line.clock.now()

    async def open(self, title: str) -> Opened:
        key, now = new_key(), await self.states.time()
        room = Room(new_code(), (digest(key),), title=title, opened=now, seen=now)
        while not await self.states.open(room):
            room = replace(room, code=new_code())
        return Opened(await self.states.room(room.code), key)

    async def room(self, code: str) -> Room:
        return await self.states.room(code)

    async def change(self, code: str, step: Step) -> Room:
        return await self.states.change(code, step)

    async def knows(self, code: str, who: str) -> bool:
        return bool(await self.line.do("HEXISTS", known_key(code), mark(code, who)))

    async def enter(self, code: str, who: str) -> int:
        words = (mark(code, who), self.limits.known, self.limits.followers)
        return int((await self.states.let_in(scripts.ENTER, code, *words))[1])

    async def followers(self, code: str) -> int:
        await self.places.settle(code)
        return (await self.states.look(code))[0]

    async def follow(self, code: str, who: str | None, after: str | None) -> Seat | None:
        if who is None:
            return await self.seating.lecturer(code, after)
        return await self.seating.follower(code, mark(code, who), after)

    async def answer(self, code: str, sent: Sent) -> Answered:
        words = (self.limits.known, sent.activity, encoded([sent.nickname, sent.told]))
        while True:
            said = await self.states.let_in(scripts.ANSWER, code, mark(code, sent.who), *words)
            if said[0] == "kept":
                self.places.soon(code)
                return Answered(bool(said[1]), int(said[2]), await self.line.keeps())
            activity = found(await self.states.room(code), sent.activity)
            if activity.state != "open":
                raise NotOpen(activity.state)

    async def answers(self, code: str, activity: str) -> tuple[Answer, ...]:
        found(await self.states.room(code), activity)
        kept = await self.line.do("HVALS", answers_key(code, activity))
        return tuple(sorted(map(_answer, kept), key=lambda one: one.number))

    async def count(self, code: str, activity: str) -> int:
        await self.states.room(code)
        return int(await self.line.do("HLEN", answers_key(code, activity)))

    async def clear(self, code: str, activity: str) -> Room:
        return await self.states.change(code, cleared(activity), forget=activity)

    async def tend(self) -> None:
        swept = 0.0
        while True:
            with suppress(Away), steady("saying who is here"):
                await self.places.beat()
            if monotonic() - swept > _SWEEP:
                swept = monotonic()
                with suppress(Away), steady("looking after rooms"):
                    await self.states.sweep()
            await asyncio.sleep(_BEAT)

    async def close(self) -> None:
        await self.places.close()
        await self.line.close()

    def dismiss(self) -> None:
        self.places.dismiss()


def _answer(kept: bytes) -> Answer:
    """The answer that `scripts.ANSWER` wrote."""
    number, seconds, said = kept.split(b" ", 2)
    nickname, told = orjson.loads(said)
    return Answer(int(number), nickname, told, float(seconds))
