"""What came out is of the answers that there are, whatever happens while they are counted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from threading import get_ident
from typing import Any

import httpx
import pytest

from app.room import Answer, Sent
from app.room.asking import turned
from app.room.memory import InProcess
from app.web import asked
from tests.web.lectures import POLL, new_who
from tests.web.test_stored_tables import speak

pytestmark = pytest.mark.anyio


@pytest.fixture
async def client(anyio_backend: str, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with speak(data=str(tmp_path)) as client:
        room = (await client.post("/api/rooms")).json()
        client.headers["authorization"] = f"Bearer {room['key']}"
        client.base_url = client.base_url.join(f"/api/rooms/{room['code']}")
        assert (await client.post("/activities", json=POLL)).status_code == 201
        await said(client, 0, 1)
        yield client


async def said(client: httpx.AsyncClient, *choices: int) -> None:
    for choice in choices:
        sent = {"activity": "1", "who": new_who(), "answer": choice}
        assert (await client.post("/answers", json=sent)).status_code == 201


async def clear(rooms: InProcess, code: str) -> None:
    await rooms.clear(code, "1")


async def reopen(rooms: InProcess, code: str) -> None:
    await rooms.change(code, turned("1", "open"))
    await rooms.answer(code, Sent("1", new_who(), 1))


@pytest.mark.parametrize(("meddle", "right"), [(clear, [0, 0]), (reopen, [1, 2])])
async def test_what_is_revealed_is_of_the_answers_that_there_are_then(
    client: httpx.AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
    meddle: Callable[[InProcess, str], Awaitable[None]],
    right: list[int],
) -> None:
    answers, once = InProcess.answers, [meddle]

    async def meddled(rooms: InProcess, code: str, activity: str) -> tuple[Answer, ...]:
        given = await answers(rooms, code, activity)
        while once:
            await once.pop()(rooms, code)
        return given

    monkeypatch.setattr(InProcess, "answers", meddled)
    told = (await client.patch("/activities/1", json={"state": "revealed"})).json()
    assert (told["state"], told["answers"]) == ("revealed", sum(right))
    assert [one["answers"] for one in told["results"]["counts"]] == right


async def test_answers_are_read_once_for_all_who_ask_and_never_where_others_wait(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, threads = asked.read_answer, []

    def reading(*given: Any) -> Any:
        threads.append(get_ident())
        return read(*given)

    monkeypatch.setattr(asked, "read_answer", reading)
    for _ in range(3):
        assert (await client.get("/activities/1/results")).json()["answers"] == 2
    assert len(threads) == 2
    assert (await client.get("/answers.csv")).status_code == 200
    assert len(threads) == 4
    assert get_ident() not in threads
