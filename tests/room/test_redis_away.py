"""Redis that goes away, is silent, or has forgotten: said so, lived through, and nothing lost."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import pytest

from app.room import Limits, Sent
from app.room.problems import Away, NoRoom
from app.room.redis import InRedis, line
from tests import redis
from tests.room.conftest import Work
from tests.room.talk import WHO, ask, at, opened, show, told_until

pytestmark = pytest.mark.anyio


async def kept(rooms: InRedis) -> bool:
    """Whether an answer is said to be."""
    code = await opened(rooms)
    return (await rooms.answer(code, Sent(await ask(rooms, code), WHO(1), 0))).kept


async def test_redis_that_keeps_no_log_is_not_said_to_keep_answers(
    work: Work, redis_server: redis.Server
) -> None:
    redis_server.keep(False)
    try:
        assert not await kept(work())
    finally:
        redis_server.keep(True)


@pytest.mark.parametrize("when", ["everysec", "no"])
async def test_redis_that_writes_its_log_later_is_not_said_to_keep_answers(
    work: Work, redis_server: redis.Server, when: str
) -> None:
    assert redis_server.said(f"CONFIG SET appendfsync {when}".encode()) == b"+OK\r\n"
    try:
        assert not await kept(work())
    finally:
        redis_server.said(b"CONFIG SET appendfsync always")


async def test_redis_that_may_not_be_asked_when_it_writes_its_log_promises_nothing(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    from redis.exceptions import ResponseError

    rooms = work()
    ask = rooms.line._pipe.ask

    async def forbidding(*command: Any) -> Any:
        if command[0] == "CONFIG":
            raise ResponseError("NOPERM")
        return await ask(*command)

    assert await kept(work())
    monkeypatch.setattr(rooms.line._pipe, "ask", forbidding)
    assert not await kept(rooms)


async def test_a_redis_that_goes_away_keeps_everybody_waiting_and_loses_nothing(
    work: Work, redis_server: redis.Server, caplog: pytest.LogCaptureFixture
) -> None:
    one, other = work(), work()
    code = await opened(one)
    id = await ask(one, code)
    seats = [await rooms.follow(code, WHO(k), None) for k, rooms in enumerate((one, other))]
    await show(one, code, 1)
    assert (await other.answer(code, Sent(id, WHO(1), 1))).kept
    for seat in seats:
        await told_until(seat, at(1))
    with caplog.at_level(logging.WARNING):
        redis_server.kill()
        for call in (show(one, code, 2), other.answer(code, Sent(id, WHO(2), 1)), one.room(code)):
            with pytest.raises(Away):
                await call
        assert not any(seat.done for seat in seats if seat)
        redis_server.start()
        await show(other, code, 3)
        for seat in seats:
            steps = [data["step"] for name, _, data in await told_until(seat, at(3)) if name == "stage"]
            assert steps == [3]
    assert [answer.told for answer in await one.answers(code, id)] == [1]
    assert await one.followers(code) == 2
    said = [record.getMessage() for record in caplog.records if record.name == "fallline"]
    assert len(said) == 4, "each worker says once that Redis is away, and once that it is back"


async def test_a_redis_that_is_silent_is_not_waited_for_by_each_who_asks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(line, "PATIENCE", 0.6)
    asked: list[bytes] = []
    gone = asyncio.Event()

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while said := await reader.read(4096):
            asked.append(said)
        writer.close()
        gone.set()

    silent = await asyncio.start_server(hear, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    rooms = InRedis(f"redis://127.0.0.1:{port}/0", Limits())
    with pytest.raises(Away):
        await rooms.room("BBBBBBB")
    heard = len(asked)
    assert heard
    for _ in range(100):
        with pytest.raises(Away, match="silent"):
            await rooms.room("BBBBBBB")
    assert len(asked) == heard
    await rooms.close()
    silent.close()
    await gone.wait()


async def test_a_redis_that_comes_back_without_the_room_ends_its_streams(
    work: Work, redis_server: redis.Server
) -> None:
    rooms = work()
    code = await opened(rooms)
    seat = await rooms.follow(code, WHO(1), None)
    assert seat
    redis_server.clear()
    while await seat.more(20) is not None:
        pass
    with pytest.raises(NoRoom):
        await rooms.follow(code, WHO(1), None)
