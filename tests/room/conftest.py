"""Rooms in this process, with a store of their own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from app.room import Limits
from app.room.memory import InProcess
from app.store import Store

# Makes rooms on the same store each time, as another process would.
Open = Callable[..., InProcess]
ROOM = 10**9


@pytest.fixture
async def open_rooms(anyio_backend: str, tmp_path: Path) -> AsyncIterator[Open]:
    """Opens rooms; all of them are closed in the end."""
    opened: list[InProcess] = []

    def open_them(**limits: float) -> InProcess:
        store = Store.in_folder(tmp_path / "store", ROOM)
        opened.append(InProcess(Limits(**limits), store.rooms))  # type: ignore[arg-type]
        return opened[-1]

    yield open_them
    for rooms in opened:
        await rooms.close()


@pytest.fixture
async def rooms(open_rooms: Open) -> InProcess:
    return open_rooms()
