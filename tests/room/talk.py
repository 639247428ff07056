"""What tests do with rooms: open one, ask in it, listen."""

from __future__ import annotations

import re
from typing import Any

import orjson

from app.room import Room, Rooms, Stage
from app.room.asking import asked
from app.room.changes import staged
from app.room.hall import Seat

POLL = {"kind": "poll", "question": "Which?", "choices": ["a", "b"]}
WHO = "follower-{:08d}".format


async def opened(rooms: Rooms) -> str:
    return (await rooms.open("Lecture 4")).room.code


async def ask(rooms: Rooms, code: str) -> str:
    return (await rooms.change(code, asked(POLL, POLL, 200))).current


async def heard(seat: Seat | None) -> list[tuple[str, str, Any]]:
    """The name, the id and the data of everything that a seat has to tell now."""
    assert seat is not None
    text = (await seat.more(0.05) or b"").decode()
    found = re.findall(r"event: (.*)\nid: (.*)\ndata: (.*)\n\n", text)
    return [(name, id, orjson.loads(data)) for name, id, data in found]


async def names(seat: Seat | None) -> list[str]:
    return [name for name, _, _ in await heard(seat)]


async def show(rooms: Rooms, code: str, step: int) -> Room:
    return await rooms.change(code, staged(Stage("surface=booth", step)))
