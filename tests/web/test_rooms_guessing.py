"""Whoever tries codes until one opens a room: so many, and then nothing is learnt from any."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import anyio
import httpx
import pytest

from app.room import Room
from app.room.codes import new_code
from app.room.memory import InProcess
from app.web import budget
from app.web.door import ALL, BURST
from tests.web.lectures import POLL, QUERY, new_who
from tests.web.test_stored_tables import speak

pytestmark = pytest.mark.anyio


class Clock:
    """Time that stands still until it is set."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(budget, "monotonic", clock)
    return clock


@pytest.fixture
async def client(anyio_backend: str, clock: Clock, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with speak(data=str(tmp_path), room_tries=10) as client:
        yield client


async def guess(client: httpx.AsyncClient, code: str, **more: str) -> httpx.Response:
    params = {"who": more.pop("who")} if "who" in more else None
    return await client.get(f"/api/rooms/{code}", params=params, headers=more)


async def statuses(client: httpx.AsyncClient, tries: int, **more: str) -> list[int]:
    """What so many wrong codes at once are answered."""
    found: list[int] = []

    async def one() -> None:
        found.append((await guess(client, new_code(), **more)).status_code)

    async with anyio.create_task_group() as tasks:
        for _ in range(tries):
            tasks.start_soon(one)
    return found


async def test_nothing_is_learnt_from_any_code_once_too_many_were_wrong(
    client: httpx.AsyncClient, clock: Clock
) -> None:
    room = (await client.post("/api/rooms")).json()
    known = new_who()
    assert (await guess(client, room["code"], who=known)).status_code == 200
    tried = await statuses(client, 2 * BURST)
    assert (tried.count(404), tried.count(429)) == (BURST, BURST)
    wrong, right = await guess(client, new_code()), await guess(client, room["code"])
    assert (wrong.status_code, wrong.json()) == (429, right.json())
    assert wrong.headers == right.headers
    assert right.headers["retry-after"] == "1"
    assert [one["field"] for one in right.json()["errors"]] == ["code"]
    # Neither a made-up follower nor another's key opens it.
    assert (await guess(client, room["code"], who=new_who())).status_code == 429
    assert (await guess(client, room["code"], authorization="Bearer wrong")).status_code == 429
    clock.now += 3
    assert (await statuses(client, 5)).count(404) == 3


async def test_the_lecture_goes_on_for_those_who_are_in_it(client: httpx.AsyncClient, clock: Clock) -> None:
    room = (await client.post("/api/rooms")).json()
    path, bearer = f"/api/rooms/{room['code']}", {"Authorization": f"Bearer {room['key']}"}
    known = new_who()
    await guess(client, room["code"], who=known)
    await statuses(client, BURST)
    assert (await guess(client, room["code"], who=known)).status_code == 200
    assert (await client.put(f"{path}/stage", json={"query": QUERY}, headers=bearer)).status_code == 200
    assert (await client.post(f"{path}/activities", json=POLL, headers=bearer)).status_code == 201
    sent = {"activity": "1", "answer": 0}
    assert (await client.post(f"{path}/answers", json=sent | {"who": known})).status_code == 201
    assert (await client.post(f"{path}/answers", json=sent | {"who": new_who()})).status_code == 429


async def test_right_codes_cost_nothing_however_many_come_at_once(client: httpx.AsyncClient) -> None:
    room = (await client.post("/api/rooms")).json()
    found = []

    async def one() -> None:
        found.append((await guess(client, room["code"], who=new_who())).status_code)

    async with anyio.create_task_group() as tasks:
        for _ in range(4 * BURST):
            tasks.start_soon(one)
    assert found == [200] * 4 * BURST


async def test_a_class_behind_one_address_need_not_come_one_by_one(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = (await client.post("/api/rooms")).json()
    assert (await guess(client, room["code"])).status_code == 200
    look, inside, all_inside = InProcess.room, [], anyio.Event()

    async def slow(rooms: InProcess, code: str) -> Room:
        inside.append(code)
        if len(inside) == BURST:
            all_inside.set()
        await all_inside.wait()
        return await look(rooms, code)

    monkeypatch.setattr(InProcess, "room", slow)
    with anyio.fail_after(20):
        async with anyio.create_task_group() as tasks:
            for _ in range(BURST):
                tasks.start_soon(guess, client, room["code"])
    assert inside == [room["code"]] * BURST


async def test_once_too_many_were_wrong_nothing_is_looked_up_for_strangers(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = (await client.post("/api/rooms")).json()
    assert (await guess(client, room["code"])).status_code == 200
    assert set(await statuses(client, BURST)) == {404}
    look, looked = InProcess.room, []

    async def looking(rooms: InProcess, code: str) -> Room:
        looked.append(code)
        return await look(rooms, code)

    monkeypatch.setattr(InProcess, "room", looking)
    for code in (room["code"], new_code()):
        assert (await guess(client, code)).status_code == 429
    assert looked == []


async def test_among_many_guesses_at_once_a_right_code_waits_like_the_wrong_ones(
    client: httpx.AsyncClient,
) -> None:
    """Else all codes could be sent at once, and the right ones be told from the rest before any is wrong."""
    room = (await client.post("/api/rooms")).json()
    assert (await guess(client, room["code"])).status_code == 200
    said = []

    async def one(code: str) -> None:
        said.append((code, (await guess(client, code)).status_code))

    async with anyio.create_task_group() as tasks:
        for code in [*[new_code() for _ in range(2 * BURST)], room["code"]]:
            tasks.start_soon(one, code)
    assert dict(said)[room["code"]] == 429


async def test_whoever_is_in_a_room_sees_what_came_out_and_its_page_whatever_others_guess(
    client: httpx.AsyncClient,
) -> None:
    room = (await client.post("/api/rooms")).json()
    path, bearer = f"/api/rooms/{room['code']}", {"Authorization": f"Bearer {room['key']}"}
    await client.put(f"{path}/stage", json={"query": QUERY}, headers=bearer)
    await client.post(f"{path}/activities", json=POLL, headers=bearer)
    await client.patch(f"{path}/activities/1", json={"state": "revealed"}, headers=bearer)
    known, other = new_who(), new_code()
    await guess(client, room["code"], who=known)
    await statuses(client, BURST)
    for what in ("results", "score"):
        for who, status in ((known, 200), (new_who(), 429), (None, 429)):
            params = {"answer": "1"} | ({"who": who} if who else {})
            told = await client.get(f"{path}/activities/1/{what}", params=params)
            assert told.status_code == status
    pages = [await client.get(f"/room/{code}") for code in (room["code"], other)]
    assert [page.status_code for page in pages] == [200, 200]
    assert "surface=booth" not in pages[0].text
    assert pages[0].text.replace(room["code"], other) == pages[1].text


@pytest.mark.parametrize("how", ["looks", "listens", "answers"])
async def test_one_address_may_bring_a_class_at_once_and_then_a_few(
    tmp_path: Path, clock: Clock, how: str
) -> None:
    """Else one phone could come as thousands, and nobody else would be let in."""
    async with speak(data=str(tmp_path), followers=60) as client:
        room = (await client.post("/api/rooms")).json()
        path, bearer = f"/api/rooms/{room['code']}", {"Authorization": f"Bearer {room['key']}"}
        await client.post(f"{path}/activities", json=POLL, headers=bearer)

        async def come(who: str) -> int:
            if how == "looks":
                return (await client.get(path, params={"who": who})).status_code
            if how == "answers":
                sent = {"activity": "1", "who": who, "answer": 0}
                return (await client.post(f"{path}/answers", json=sent)).status_code
            # A room that is locked says so before its stream begins, to whoever it would let come.
            return (await client.get(f"{path}/events", params={"who": who})).status_code

        first = new_who()
        assert (await guess(client, room["code"], who=first)).status_code == 200
        if how == "listens":
            await client.patch(path, json={"locked": True}, headers=bearer)
        let_in = {"looks": 200, "listens": 423, "answers": 201}[how]
        assert [await come(new_who()) for _ in range(61)] == [let_in] * 59 + [429] * 2
        assert (await guess(client, room["code"], who=first)).status_code == 200, "who is in it comes back"
        clock.now += 1.5
        assert await come(new_who()) == let_in


async def test_all_addresses_together_have_a_limit_too(tmp_path: Path, clock: Clock) -> None:
    async with speak(data=str(tmp_path), room_tries=2) as client:
        assert (await statuses(client, BURST)).count(404) == 2 * ALL < BURST
