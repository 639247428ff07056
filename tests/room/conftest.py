"""Rooms of both kinds: in this process, with a store of their own, and in a Redis of the tests'."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import pytest

from app.room import Limits, Room, Rooms
from app.room.changes import Step
from app.room.memory import InProcess
from app.room.redis import InRedis
from app.store import Store
from tests import redis

# Makes rooms on the same store each time, as another process would.
Open = Callable[..., InProcess]
# Makes rooms of whichever kind.
OpenAny = Callable[..., Rooms]
# Begins a worker.
Work = Callable[..., InRedis]
ROOM = 10**9


class HeardAtOnce(InRedis):
    """Rooms in Redis whose followers here have heard of a change when it is made; else it is on its way."""

    async def change(self, code: str, step: Step) -> Room:
        return await self._heard(await super().change(code, step))

    async def clear(self, code: str, activity: str) -> Room:
        return await self._heard(await super().clear(code, activity))

    async def _heard(self, room: Room) -> Room:
        hall = self.places.at(room.code).hall
        while hall.seats and hall.place(room.event) is None:
            await asyncio.sleep(0.001)
        return room


@pytest.fixture
async def open_rooms(anyio_backend: str, tmp_path: Path) -> AsyncIterator[Open]:
    """Opens rooms in this process; all of them are closed in the end."""
    opened: list[InProcess] = []

    def open_them(**limits: float) -> InProcess:
        store = Store.in_folder(tmp_path / "store", ROOM)
        opened.append(InProcess(Limits(**limits), store.rooms))  # type: ignore[arg-type]
        return opened[-1]

    yield open_them
    for rooms in opened:
        await rooms.close()


@pytest.fixture
async def open_in_redis(anyio_backend: str, redis_server: redis.Server) -> AsyncIterator[OpenAny]:
    """Opens rooms in a Redis that is empty at first; all of them are closed in the end."""
    redis_server.clear()
    opened: list[Rooms] = []

    def open_them(**limits: float) -> Rooms:
        opened.append(HeardAtOnce(redis_server.url, Limits(**limits)))  # type: ignore[arg-type]
        return opened[-1]

    yield open_them
    for rooms in opened:
        await rooms.close()


@pytest.fixture(params=["open_rooms", "open_in_redis"], ids=["memory", "redis"])
def open_any(request: pytest.FixtureRequest) -> OpenAny:
    """Opens rooms of one kind, then of the other."""
    opens: OpenAny = request.getfixturevalue(request.param)
    return opens


@pytest.fixture
def rooms(open_any: OpenAny) -> Rooms:
    return open_any()


@pytest.fixture
async def work(anyio_backend: str, redis_server: redis.Server) -> AsyncIterator[Work]:
    """Begins workers on one empty Redis; each is tended, and let go of in the end."""
    redis_server.clear()
    begun: list[tuple[InRedis, asyncio.Task[None]]] = []

    def begin(**limits: float) -> InRedis:
        rooms = InRedis(redis_server.url, Limits(**limits))  # type: ignore[arg-type]
        begun.append((rooms, asyncio.create_task(rooms.tend())))
        return rooms

    yield begin
    for rooms, tending in begun:
        tending.cancel()
        with suppress(asyncio.CancelledError):
            await tending
        await rooms.close()
