"""What tests do with rooms: open one, ask in it, listen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import orjson

from app.room import Room, Rooms, Stage
from app.room.asking import asked
from app.room.changes import staged
from app.room.hall import Seat
from app.room.memory import InProcess
from app.room.redis import InRedis

POLL = {"kind": "poll", "question": "Which?", "choices": ["a", "b"]}
WHO = "follower-{:08d}".format


async def opened(rooms: Rooms) -> str:
    return (await rooms.open("Lecture 4")).room.code


async def ask(rooms: Rooms, code: str) -> str:
    return (await rooms.change(code, asked(POLL, POLL, 200))).current


def later(rooms: Rooms, seconds: float) -> None:
    """Let so much time pass by the clock of the rooms."""
    if isinstance(rooms, InProcess):
        rooms._since += seconds
    elif isinstance(rooms, InRedis):
        clock, says = rooms.line.clock, rooms.line.clock.heard
        clock.heard = lambda said, asked: says(said + seconds, asked)  # type: ignore[method-assign]


async def heard(seat: Seat | None) -> list[tuple[str, str, Any]]:
    """The name, the id and the data of everything that a seat has to tell now."""
    assert seat is not None
    return events_in(await seat.more(0.05) or b"")


def events_in(said: bytes) -> list[tuple[str, str, Any]]:
    """The name, the id and the data of each event."""
    found = re.findall(r"event: (.*)\nid: (.*)\ndata: (.*)\n\n", said.decode())
    return [(name, id, orjson.loads(data)) for name, id, data in found]


async def names(seat: Seat | None) -> list[str]:
    return [name for name, _, _ in await heard(seat)]


async def show(rooms: Rooms, code: str, step: int) -> Room:
    return await rooms.change(code, staged(Stage("surface=booth", step)))


async def told_until(seat: Seat | None, enough: Callable[[str, Any], bool]) -> list[tuple[str, str, Any]]:
    """All that a seat is told, as name, id and data, until that is enough."""
    assert seat is not None
    events: list[tuple[str, str, Any]] = []
    while not any(enough(name, data) for name, _, data in events):
        said = await seat.more(20)
        assert said, f"nothing more came after {events}"
        events += events_in(said)
    return events


def at(step: int) -> Callable[[str, Any], bool]:
    return lambda name, data: name == "stage" and data["step"] == step


def counted(followers: int) -> Callable[[str, Any], bool]:
    return lambda name, data: name == "count" and data["followers"] == followers
