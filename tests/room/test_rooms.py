"""Rooms as every backend keeps them: what is led, who follows, what is answered."""

from __future__ import annotations

import asyncio

import pytest

from app.room import Rooms, Sent
from app.room.changes import ended, taken, told
from app.room.codes import ALPHABET
from app.room.hall import LOG, STREAMS
from app.room.keys import fits
from app.room.problems import Full, Locked, NoPlace, NoRoom, Over
from tests.room.conftest import OpenAny
from tests.room.talk import WHO, ask, heard, later, names, opened, show

pytestmark = pytest.mark.anyio


async def test_a_room_is_known_by_its_code_and_led_by_its_key(rooms: Rooms) -> None:
    one = await rooms.open("Lecture 4")
    assert set(one.room.code) <= set(ALPHABET)
    room = await rooms.room(one.room.code)
    assert room.title == "Lecture 4"
    assert fits(one.key, room.keys)
    assert not fits(one.key[:-1], room.keys)
    assert one.key not in repr(room)
    with pytest.raises(NoRoom):
        await rooms.room("BBBBBBB")


async def test_each_of_many_changes_at_once_is_told_what_became_of_its_own(rooms: Rooms) -> None:
    code = await opened(rooms)
    taking = [rooms.change(code, taken(f"desk {k}")) for k in range(10)]
    desks = [(room.desk, room.desk_number) for room in await asyncio.gather(*taking)]
    assert sorted(number for _, number in desks) == list(range(1, 11))
    assert {desk for desk, _ in desks} == {f"desk {k}" for k in range(10)}
    assert sorted(await asyncio.gather(*[ask(rooms, code) for _ in range(3)])) == ["1", "2", "3"]
    cleared = await asyncio.gather(rooms.clear(code, "1"), rooms.clear(code, "1"))
    assert sorted(room.asked[0].round for room in cleared) == [2, 3]


async def test_whoever_comes_is_told_how_things_stand(rooms: Rooms) -> None:
    code = await opened(rooms)
    await show(rooms, code, 7)
    await ask(rooms, code)
    told = await heard(await rooms.follow(code, WHO(1), None))
    assert [name for name, _, _ in told] == ["room", "stage", "activity", "count"]
    assert {id for _, id, _ in told} == {(await rooms.room(code)).event}
    data = {name: data for name, _, data in told}
    assert data["stage"]["step"] == 7
    assert data["activity"]["state"] == "open"
    assert data["count"] == {"followers": 1}


async def test_whoever_is_there_is_told_of_each_change_in_order(rooms: Rooms) -> None:
    code = await opened(rooms)
    seat = await rooms.follow(code, WHO(1), None)
    await heard(seat)
    for step in range(5):
        await show(rooms, code, step)
    await rooms.change(code, told(locked=True))
    news = [one for one in await heard(seat) if one[0] != "count"]
    assert [data["step"] for name, _, data in news if name == "stage"] == [0, 1, 2, 3, 4]
    assert news[-1][0] == "room"
    assert news[-1][2]["locked"] is True
    assert len({id for _, id, _ in news}) == 6


async def test_whoever_comes_back_is_told_all_that_they_missed_once(rooms: Rooms) -> None:
    code = await opened(rooms)
    seat = await rooms.follow(code, WHO(1), None)
    assert seat
    await show(rooms, code, 0)
    last = (await heard(seat))[-1][1]
    seat.leave()
    for step in range(1, 5):
        await show(rooms, code, step)
    again = await rooms.follow(code, WHO(1), last)
    news = await heard(again)
    assert [data["step"] for name, _, data in news if name == "stage"] == [1, 2, 3, 4]
    assert [data["followers"] for name, _, data in news if name == "count"][-1] == 1
    await show(rooms, code, 5)
    assert [data["step"] for name, _, data in await heard(again) if name == "stage"] == [5]


@pytest.mark.parametrize("missed", [LOG - 1, LOG, LOG + 50])
async def test_whoever_was_away_for_long_is_told_how_things_stand(rooms: Rooms, missed: int) -> None:
    code = await opened(rooms)
    last = (await show(rooms, code, 0)).event
    for step in range(1, missed + 1):
        await show(rooms, code, step)
    news = await heard(await rooms.follow(code, WHO(1), last))
    steps = [data["step"] for name, _, data in news if name == "stage"]
    assert steps == (list(range(1, missed + 1)) if missed < LOG else [missed])


async def test_an_id_that_means_nothing_here_is_told_how_things_stand(rooms: Rooms) -> None:
    code = await opened(rooms)
    await show(rooms, code, 3)
    assert await names(await rooms.follow(code, WHO(1), "never-1")) == ["room", "stage", "count"]


async def test_a_follower_too_slow_for_the_log_is_sent_away_to_come_back(rooms: Rooms) -> None:
    code = await opened(rooms)
    seat = await rooms.follow(code, WHO(1), None)
    assert seat
    await heard(seat)
    for step in range(LOG + 1):
        await show(rooms, code, step)
    assert await seat.more(0.05) is None
    assert await rooms.followers(code) == 0


async def test_a_stage_says_how_old_it_is_by_one_clock_alone(rooms: Rooms) -> None:
    code = await opened(rooms)
    before = await rooms.follow(code, WHO(1), None)
    await heard(before)
    room = await show(rooms, code, 3)
    later(rooms, 2)
    (stage,) = [data for name, _, data in await heard(before) if name == "stage"]
    assert stage["age"] < 1000
    after = await rooms.follow(code, WHO(2), None)
    (stage,) = [data for name, _, data in await heard(after) if name == "stage"]
    assert 2000 <= stage["age"] < 3000
    assert room.stage
    assert room.stage.step == 3


async def test_followers_are_counted_by_who_they_are_however_often_they_listen(rooms: Rooms) -> None:
    code = await opened(rooms)
    seats = [await rooms.follow(code, who, None) for who in (WHO(1), WHO(1), WHO(2), None)]
    assert await rooms.followers(code) == 2
    for seat in seats[:1] + seats[2:]:
        assert seat
        seat.leave()
        seat.leave()
    assert await rooms.followers(code) == 1


async def test_one_follower_has_so_many_streams_and_no_more(rooms: Rooms) -> None:
    code = await opened(rooms)
    seats = [await rooms.follow(code, WHO(1), None) for _ in range(STREAMS + 2)]
    assert [seat.left for seat in seats if seat] == [True] * 2 + [False] * STREAMS
    assert await rooms.followers(code) == 1


async def test_a_full_room_lets_nobody_in_until_somebody_leaves(open_any: OpenAny) -> None:
    rooms = open_any(followers=2)
    code = await opened(rooms)
    first = await rooms.follow(code, WHO(1), None)
    await rooms.follow(code, WHO(2), None)
    with pytest.raises(Full):
        await rooms.follow(code, WHO(3), None)
    assert await rooms.follow(code, WHO(2), None)
    assert await rooms.follow(code, None, None), "the lecturer does not count"
    assert first
    first.leave()
    assert await rooms.follow(code, WHO(3), None)


async def test_somebody_who_keeps_coming_as_somebody_else_fills_no_memory(open_any: OpenAny) -> None:
    rooms = open_any(followers=2)
    code = await opened(rooms)
    for number in range(rooms.limits.known):
        await rooms.enter(code, WHO(number))
    with pytest.raises(Full):
        await rooms.enter(code, WHO(100))
    assert await rooms.enter(code, WHO(0)) == 1


async def test_a_locked_room_lets_in_only_those_who_were_there(rooms: Rooms) -> None:
    code = await opened(rooms)
    await ask(rooms, code)
    await rooms.enter(code, WHO(1))
    await rooms.change(code, told(locked=True))
    assert await rooms.follow(code, WHO(1), None)
    with pytest.raises(Locked):
        await rooms.follow(code, WHO(2), None)
    with pytest.raises(Locked):
        await rooms.answer(code, Sent("1", WHO(2), 0))
    assert (await rooms.answer(code, Sent("1", WHO(1), 0))).first
    await rooms.change(code, told(locked=False))
    assert await rooms.enter(code, WHO(2)) == 2


async def test_a_room_that_ends_says_so_and_lets_everybody_go(rooms: Rooms) -> None:
    code = await opened(rooms)
    id = await ask(rooms, code)
    await rooms.answer(code, Sent(id, WHO(1), 0))
    seat = await rooms.follow(code, WHO(1), None)
    assert seat
    await heard(seat)
    last = (await rooms.change(code, ended)).event
    assert await names(seat) == ["end"]
    assert await seat.more(5) is None
    seat.leave()
    for call in (rooms.enter(code, WHO(2)), rooms.answer(code, Sent(id, WHO(1), 1)), show(rooms, code, 1)):
        with pytest.raises(Over, match="ended"):
            await call
    late = await rooms.follow(code, WHO(1), None)
    assert await heard(late) == [("end", last, {"reason": "ended"})]
    assert late
    assert await late.more(5) is None
    assert await rooms.follow(code, WHO(1), last) is None
    assert len(await rooms.answers(code, id)) == 1


async def test_a_room_whose_lecturer_stays_away_expires(open_any: OpenAny) -> None:
    rooms = open_any(hours=1)
    code = await opened(rooms)
    seat = await rooms.follow(code, WHO(1), None)
    await heard(seat)
    later(rooms, 3500)
    await show(rooms, code, 1)
    later(rooms, 200)
    assert not (await rooms.room(code)).over
    assert "end" not in await names(seat)
    later(rooms, 3500)
    assert (await rooms.room(code)).over == "expired"
    while said := await heard(seat):
        last = said[-1]
    assert (last[0], last[2]) == ("end", {"reason": "expired"})
    with pytest.raises(Over, match="expired"):
        await show(rooms, code, 2)


async def test_there_are_so_many_rooms_and_no_more_until_one_ends_or_was_never_used(
    open_any: OpenAny,
) -> None:
    rooms = open_any(rooms=2)
    one, two = await opened(rooms), await opened(rooms)
    await show(rooms, one, 1)
    with pytest.raises(NoPlace):
        await rooms.open("")
    later(rooms, 3000)
    three = await opened(rooms)
    assert (await rooms.room(two)).over
    await show(rooms, three, 1)
    with pytest.raises(NoPlace):
        await rooms.open("")
    await rooms.change(one, ended)
    assert await opened(rooms)
