"""Rooms in Redis, served by several workers: one room for all of them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from app.room import Limits, Sent
from app.room.asking import turned
from app.room.changes import taken, told
from app.room.hall import LOG
from app.room.problems import Full, NoPlace, NoRoom, Over
from app.room.redis import InRedis
from app.room.redis.names import events_key
from app.room.redis.pipe import Pipe
from tests import redis
from tests.room.conftest import OpenAny, Work
from tests.room.talk import WHO, ask, at, counted, opened, show, told_until

pytestmark = pytest.mark.anyio


async def test_what_is_changed_at_one_worker_is_heard_at_all_of_them(work: Work) -> None:
    workers = [work() for _ in range(3)]
    code = await opened(workers[0])
    seats = [await rooms.follow(code, WHO(number), None) for number, rooms in enumerate(workers)]
    for step, rooms in enumerate(workers, 1):
        event = (await show(rooms, code, step)).event
        for seat in seats:
            *_, (name, id, data) = await told_until(seat, at(step))
            assert (name, id) == ("stage", event)
            assert 0 <= data["age"] < 1000
    for seat in seats:
        assert await told_until(seat, counted(3))


async def test_whoever_lost_a_worker_goes_on_at_another_and_misses_nothing(work: Work) -> None:
    one, other = work(), work()
    code = await opened(one)
    seat = await one.follow(code, WHO(1), None)
    await show(one, code, 0)
    last = [id for name, id, _ in await told_until(seat, at(0)) if name == "stage"][-1]
    for step in range(1, 6):
        await show(one, code, step)
    again = await other.follow(code, WHO(1), last)
    await show(one, code, 6)
    steps = [data["step"] for name, _, data in await told_until(again, at(6)) if name == "stage"]
    assert steps == [1, 2, 3, 4, 5, 6]


async def test_changes_at_the_same_moment_are_all_made(work: Work) -> None:
    workers = [work() for _ in range(3)]
    code = await opened(workers[0])
    desks = [rooms.change(code, taken(f"desk {k}")) for k, rooms in enumerate(workers * 10)]
    numbers = [room.desk_number for room in await asyncio.gather(*desks)]
    assert sorted(numbers) == list(range(1, 31))
    assert (await workers[1].room(code)).desk_number == 30


async def test_a_change_whose_answer_was_lost_on_the_way_is_made_once(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = work()
    code = await opened(rooms)
    answers = Pipe._answers

    async def twice(pipe: Pipe, commands: list[tuple[Any, ...]]) -> list[Any]:
        await answers(pipe, commands)
        return await answers(pipe, commands)

    monkeypatch.setattr(Pipe, "_answers", twice)
    assert (await rooms.change(code, taken("desk"))).desk_number == 1
    assert (await rooms.room(code)).desk_number == 1


async def test_every_answer_counts_once_wherever_it_was_sent(work: Work) -> None:
    workers = [work() for _ in range(3)]
    code = await opened(workers[0])
    id = await ask(workers[0], code)
    seat = await workers[0].follow(code, None, None)
    sent = [workers[(who + turn) % 3].answer(code, Sent(id, WHO(who), turn, f"No {who}"))
            for turn in range(2) for who in range(100)]  # fmt: skip
    answered = await asyncio.gather(*sent)
    assert sum([one.first for one in answered]) == 100
    assert all(one.kept for one in answered)
    for rooms in workers:
        kept = await rooms.answers(code, id)
        assert [one.number for one in kept] == list(range(1, 101))
        assert len({one.nickname for one in kept}) == 100
    told = await told_until(seat, lambda name, data: name == "activity" and data["answers"] == 100)
    growing = [data["answers"] for name, _, data in told if name == "activity"]
    assert growing == sorted(growing)


async def test_an_answer_that_comes_to_another_worker_as_it_is_closed_is_not_taken(work: Work) -> None:
    one, other = work(), work()
    code = await opened(one)
    id = await ask(one, code)
    await other.answer(code, Sent(id, WHO(1), 0))
    closing = one.change(code, turned(id, "closed"))
    late = [other.answer(code, Sent(id, WHO(who), 0)) for who in range(2, 50)]
    _, *came = await asyncio.gather(closing, *late, return_exceptions=True)
    taken = [one for one in came if not isinstance(one, Exception)]
    assert await one.count(code, id) == 1 + len(taken)


async def test_whoever_listens_at_two_workers_is_one_follower(work: Work) -> None:
    one, other = work(followers=2), work(followers=2)
    code = await opened(one)
    first = await one.follow(code, WHO(1), None)
    assert await other.follow(code, WHO(1), None)
    assert await other.follow(code, WHO(2), None)
    assert [await rooms.followers(code) for rooms in (one, other)] == [2, 2]
    assert first
    first.leave()
    assert [await rooms.followers(code) for rooms in (one, other)] == [2, 2]


async def test_whoever_is_not_let_in_is_not_counted_while_they_are_asked_for(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = work(followers=1)
    code = await opened(rooms)
    assert await rooms.follow(code, WHO(1), None)
    let_in = rooms.seating.let_in

    async def late(code: str, mark: str) -> None:
        await rooms.places.beat()
        await let_in(code, mark)

    monkeypatch.setattr(rooms.seating, "let_in", late)
    for _ in range(2):
        with pytest.raises(Full):
            await rooms.follow(code, WHO(2), None)
    assert await rooms.followers(code) == 1


async def test_a_worker_that_is_told_to_stop_takes_its_followers_off_the_count(
    work: Work, redis_server: redis.Server
) -> None:
    stays, goes = work(), InRedis(redis_server.url, Limits())
    code = await opened(stays)
    seat = await stays.follow(code, WHO(1), None)
    leaving = await goes.follow(code, WHO(2), None)
    await told_until(seat, counted(2))
    await goes.close()
    assert leaving
    while await leaving.more(20) is not None:
        pass
    assert await stays.followers(code) == 1


async def test_numbers_that_change_often_push_nothing_out_of_the_log(work: Work) -> None:
    rooms = work()
    code = await opened(rooms)
    id = await ask(rooms, code)
    last = (await show(rooms, code, 0)).event
    for who in range(3):
        seat = await rooms.follow(code, WHO(who), None)
        await rooms.answer(code, Sent(id, WHO(who), 0))
        answers = who + 1
        await told_until(seat, lambda name, data, n=answers: name == "activity" and data["answers"] == n)
    for step in range(1, LOG):
        await show(rooms, code, step)
    entries = await rooms.line.log(events_key(code))
    names = [fields[b"n"] for _, fields in entries]
    assert names.count(b"answers") == 1
    assert names.count(b"count") <= 1
    again = await work().follow(code, WHO(9), last)
    steps = [data["step"] for name, _, data in await told_until(again, at(LOG - 1)) if name == "stage"]
    assert steps == list(range(1, LOG))


async def test_a_room_expires_and_is_forgotten_to_the_last_key(work: Work) -> None:
    rooms = work(hours=0.5 / 3600)
    code = await opened(rooms)
    id = await ask(rooms, code)
    seat = await rooms.follow(code, WHO(1), None)
    await rooms.answer(code, Sent(id, WHO(1), 0))
    await asyncio.sleep(0.6)
    with pytest.raises(Over, match="expired"):
        await rooms.answer(code, Sent(id, WHO(1), 0))
    *_, (_, _, data) = await told_until(seat, lambda name, _: name == "end")
    assert data == {"reason": "expired"}
    assert seat
    seat.leave()
    assert len(await rooms.answers(code, id)) == 1
    await asyncio.sleep(0.6)
    with pytest.raises(NoRoom):
        await rooms.room(code)
    await rooms.states.sweep()
    await rooms.places.beat()
    left = [key.decode() for key in await rooms.line.do("KEYS", "*")]
    assert [key for key in left if code in key or "rooms" in key] == []


async def test_there_are_so_many_rooms_on_all_workers_together(work: Work) -> None:
    one, other = work(rooms=2), work(rooms=2)
    await opened(one)
    code = await opened(other)
    with pytest.raises(NoPlace):
        await one.open("")
    await one.change(code, told(title="used"))
    with pytest.raises(NoPlace):
        await other.open("")


@pytest.mark.parametrize("url", ["", "localhost:6379", "http://localhost:6379"])
def test_an_address_that_is_none_of_redis_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="redis://HOST:6379/0"):
        InRedis(url, Limits())


async def test_a_room_lives_on_where_rooms_are_given_longer_than_when_it_was_opened(
    open_in_redis: OpenAny,
) -> None:
    code = await opened(open_in_redis(hours=1e-4))
    await asyncio.sleep(0.5)
    longer = open_in_redis(hours=1)
    assert await asyncio.wait_for(longer.follow(code, WHO(1), None), 5)
