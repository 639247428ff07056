"""What looks after rooms goes on, whatever goes wrong with one of them."""

from __future__ import annotations

import asyncio
import logging
from threading import Event
from typing import Any

import pytest

from app.room import memory
from app.room.changes import ended
from app.room.held import Held
from app.room.redis.names import ROOMS, events_key, room_key
from app.room.redis.pipe import Pipe
from app.web.door import Door
from app.web.rooms import RoomCalls
from tests.room.conftest import Open, Work
from tests.room.talk import WHO, at, later, opened, show, told_until

pytestmark = pytest.mark.anyio


def said(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]


async def test_a_room_of_this_process_that_cannot_be_looked_after_keeps_no_other_from_it(
    open_rooms: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(memory, "_TEND", 0.01)
    rooms = open_rooms(hours=1)
    bad, good = await opened(rooms), await opened(rooms)
    expire = rooms.expire

    def failing(held: Held, hours: float | None = None) -> None:
        if held.room.code == bad:
            raise RuntimeError("a slip")
        expire(held, hours)

    async def forgetting(now: float) -> None:
        raise RuntimeError("another slip")

    monkeypatch.setattr(rooms, "expire", failing)
    monkeypatch.setattr(rooms.journal, "forget", forgetting)
    later(rooms, 3601)
    seen = rooms._rooms[good]
    tending = asyncio.create_task(rooms.tend())
    async with asyncio.timeout(10):
        while not seen.room.over:
            await asyncio.sleep(0.01)
    assert not tending.done()
    tending.cancel()
    assert {f"rooms: looking after {bad} went wrong", "rooms: forgetting old rooms went wrong"} <= {
        *said(caplog)
    }


async def test_a_room_in_redis_that_cannot_be_read_keeps_no_other_from_being_looked_after(
    work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    rooms = work(hours=1)
    bad, good = await opened(rooms), await opened(rooms)
    await rooms.line.do("HSET", room_key(bad), "state", "no room", "version", "other")
    later(rooms, 3601)
    for place, code in enumerate((bad, good)):
        await rooms.line.do("ZADD", ROOMS, place, code)
    await rooms.states.sweep()
    assert (await rooms.room(good)).over == "expired"
    assert any(bad in words for words in said(caplog))


async def test_an_event_that_cannot_be_read_ends_no_stream(
    work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    rooms = work()
    code = await opened(rooms)
    seat = await rooms.follow(code, WHO(1), None)
    await rooms.line.do("XADD", events_key(code), "*", "n", "stage", "d", "no JSON", "t", "0")
    await show(rooms, code, 4)
    await told_until(seat, at(4))
    assert any("hearing" in words for words in said(caplog))


async def test_whoever_asks_redis_is_answered_whatever_goes_wrong(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = work()
    await rooms.open("")

    async def failing(pipe: Pipe, commands: list[Any]) -> list[Any]:
        raise RuntimeError("a slip")

    with monkeypatch.context() as patch:
        patch.setattr(Pipe, "_answers", failing)
        async with asyncio.timeout(5):
            done = await asyncio.gather(*[rooms.line.do("PING") for _ in range(3)], return_exceptions=True)
    assert [str(one) for one in done] == ["a slip"] * 3
    assert await rooms.line.do("PING")


async def test_rooms_are_kept_at_the_end_though_what_looked_after_them_failed(
    open_rooms: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = open_rooms()
    code = await opened(rooms)
    step = asyncio.create_task(rooms.change(code, ended))

    async def failing() -> None:
        raise RuntimeError("a slip")

    monkeypatch.setattr(rooms, "tend", failing)
    calls = RoomCalls(rooms, Door(rooms, 1), None, Event(), 1)  # type: ignore[arg-type]
    async with calls.attended():
        await asyncio.sleep(0.01)
    await step
    assert rooms._dismissed
    assert (await open_rooms().room(code)).over == "ended"
