"""What rooms outlive: a restart, a crash, and a store that can't be written for a while."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from app.room import Limits, Sent
from app.room import held as helds
from app.room import journal as journals
from app.room.changes import ended, told
from app.room.memory import InProcess
from app.room.problems import Away, Locked, NoRoom
from app.room.written import bytes_of
from app.store import Store
from app.store.place import FILE
from tests.room.conftest import ROOM, Open
from tests.room.talk import WHO, ask, opened, show
from tests.store.conftest import open_store

__all__ = ["open_store"]

pytestmark = pytest.mark.anyio


@pytest.fixture
async def rooms(anyio_backend: str, tmp_path: Path) -> AsyncIterator[InProcess]:
    """Rooms of this process alone: those in Redis are written down there."""
    rooms = InProcess(Limits(), Store.in_folder(tmp_path / "store", ROOM).rooms)
    yield rooms
    await rooms.close()


async def test_what_was_acknowledged_is_there_after_a_crash(open_store: Open) -> None:
    """Nothing is closed: the next process finds what the first had told."""
    rooms = InProcess(Limits(), open_store().rooms)
    code = await opened(rooms)
    id = await ask(rooms, code)
    sent = [Sent(id, WHO(k), k % 2, f"No {k}") for k in range(50)]
    done = await asyncio.gather(*[rooms.answer(code, one) for one in sent])
    assert {one.kept for one in done} == {True}
    await rooms.answer(code, Sent(id, WHO(3), 0, "Once more"))
    await rooms.change(code, told(locked=True))
    before = await rooms.answers(code, id)

    again = InProcess(Limits(), open_store().rooms)
    room = await again.room(code)
    assert (room.title, room.locked, room.keys) == ("Lecture 4", True, (await rooms.room(code)).keys)
    assert await again.answers(code, id) == before
    assert len(before) == 50
    assert before[3].nickname == "Once more"
    assert await again.enter(code, WHO(7)) == await rooms.enter(code, WHO(7))
    with pytest.raises(Locked):
        await again.enter(code, WHO(99))
    assert (await again.answer(code, Sent(id, WHO(7), 1))).first is False


async def test_the_stage_stands_as_it_was_after_a_shutdown(open_store: Open) -> None:
    rooms = InProcess(Limits(), open_store().rooms)
    code = await opened(rooms)
    for step in range(20):
        last = await show(rooms, code, step)
    await rooms.close()
    again = InProcess(Limits(), open_store().rooms)
    assert (await again.room(code)).stage == last.stage
    # What the first process called its events means nothing now; whoever comes back hears how things stand.
    seat = await again.follow(code, WHO(1), last.event)
    assert seat
    assert b'"step":19' in (await seat.more(0) or b"")


async def test_cleared_answers_stay_gone_and_ended_rooms_ended(open_store: Open) -> None:
    rooms = InProcess(Limits(), open_store().rooms)
    code = await opened(rooms)
    id = await ask(rooms, code)
    await rooms.answer(code, Sent(id, WHO(1), 0))
    await rooms.clear(code, id)
    await rooms.answer(code, Sent(id, WHO(2), 1))
    await rooms.change(code, ended)
    again = InProcess(Limits(), open_store().rooms)
    assert [one.told for one in await again.answers(code, id)] == [1]
    assert (await again.room(code)).over == "ended"


async def test_what_is_over_for_long_is_forgotten_everywhere(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = InProcess(Limits(hours=1), open_store().rooms)
    code = await opened(rooms)
    await rooms.answer(code, Sent(await ask(rooms, code), WHO(1), 0))
    await rooms.change(code, ended)
    rooms.sweep()
    assert (await rooms.room(code)).over == "ended", "it is kept, and brought back when it is asked for"
    later = InProcess(Limits(hours=1), open_store().rooms)
    now = later.now() + 3601
    monkeypatch.setattr(later, "now", lambda: now)
    with pytest.raises(NoRoom):
        await later.room(code)
    await later.journal.forget(now)
    assert await later.journal.load(code) is None


async def test_a_store_that_cannot_be_written_stops_no_lecture_and_is_caught_up_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journals, "AGAIN", 0.05)
    folder = tmp_path / "store"
    folder.write_text("no folder")
    rooms = InProcess(Limits(), Store.in_folder(folder, ROOM).rooms)
    code = await opened(rooms)
    id = await ask(rooms, code)
    done = await rooms.answer(code, Sent(id, WHO(1), 0, "Ada"))
    assert (done.first, done.answers, done.kept) == (True, 1, False)
    assert [one.nickname for one in await rooms.answers(code, id)] == ["Ada"]
    folder.unlink()
    async with asyncio.timeout(10):
        while not (await rooms.answer(code, Sent(id, WHO(2), 1))).kept:
            await asyncio.sleep(0.02)
    again = InProcess(Limits(), Store.in_folder(folder, ROOM).rooms)
    assert await again.answers(code, id) == await rooms.answers(code, id)
    assert len(await again.answers(code, id)) == 2
    assert (await again.room(code)).title == "Lecture 4"


async def test_a_store_that_cannot_be_read_is_no_unknown_room(rooms: InProcess, tmp_path: Path) -> None:
    code = await opened(rooms)
    (tmp_path / "store" / FILE).write_bytes(b"no database" * 1000)
    with pytest.raises(Away, match="damaged"):
        await InProcess(Limits(), rooms.journal.store).room(code)


async def test_many_answers_at_once_are_kept_in_a_few_writes(
    open_rooms: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = open_rooms()
    code = await opened(rooms)
    id = await ask(rooms, code)
    writes = []
    write = rooms.journal.store.write
    monkeypatch.setattr(rooms.journal.store, "write", lambda batch: (writes.append(batch), write(batch)))
    await asyncio.gather(*[rooms.answer(code, Sent(id, WHO(k), 0)) for k in range(500)])
    assert sum([len(batch.answers) for batch in writes]) == 500
    assert len(writes) < 10


async def test_a_playhead_that_moves_is_written_down_once_a_write(
    open_rooms: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = open_rooms()
    code = await opened(rooms)
    written = []
    monkeypatch.setattr(helds, "bytes_of", lambda room: (written.append(room), bytes_of(room))[1])
    for step in range(50):
        await show(rooms, code, step)
    assert written == []
    await rooms.close()
    assert len(written) == 1
    assert (await open_rooms().room(code)).stage == written[0].stage


async def test_of_a_key_and_of_followers_only_digests_are_kept(open_rooms: Open, tmp_path: Path) -> None:
    rooms = open_rooms()
    one = await rooms.open("")
    code = one.room.code
    await rooms.answer(code, Sent(await ask(rooms, code), WHO(1), 0))
    await rooms.close()
    with closing(sqlite3.connect(tmp_path / "store" / FILE)) as kept:
        said = "\n".join(kept.iterdump())
    assert code in said
    assert one.key not in said
    assert WHO(1) not in said
