"""Rooms in this process: one that is only kept is brought back once, whatever goes wrong meanwhile."""

from __future__ import annotations

import asyncio
from time import sleep

import pytest

from app.room.problems import Away
from app.store import StoreProblem
from app.store.rooms import Batch
from tests.room.conftest import Open
from tests.room.talk import opened

pytestmark = pytest.mark.anyio


async def test_a_room_that_could_not_be_brought_back_at_first_is_brought_back_once(
    open_rooms: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_rooms()
    code = await opened(first)
    await first.close()
    rooms = open_rooms()
    load, loads, begun = rooms.journal.store.load, [0], asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(code: str) -> Batch | None:
        loads[0] += 1
        if loads[0] == 1:
            raise StoreProblem("locked")
        loop.call_soon_threadsafe(begun.set)
        sleep(0.2)
        return load(code)

    monkeypatch.setattr(rooms.journal.store, "load", slow)
    fails, waits = (asyncio.create_task(rooms.found(code)) for _ in range(2))
    await begun.wait()
    comes = asyncio.create_task(rooms.found(code))
    with pytest.raises(Away, match="locked"):
        await fails
    assert await waits is await comes
    assert loads == [2]
    assert await rooms.found(code) is await waits
    assert not rooms._loading
