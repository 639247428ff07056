"""Answers as every backend keeps them: once for each follower, and only while they are asked for."""

from __future__ import annotations

import pytest

from app.room import Rooms, Sent
from app.room.asking import turned
from app.room.problems import NoActivity, NotOpen
from tests.room.talk import WHO, ask, heard, opened

pytestmark = pytest.mark.anyio


async def test_a_second_answer_takes_the_place_of_the_first(rooms: Rooms) -> None:
    code = await opened(rooms)
    id = await ask(rooms, code)
    first = await rooms.answer(code, Sent(id, WHO(1), 0, "Ada"))
    assert (first.first, first.answers, first.kept) == (True, 1, True)
    again = await rooms.answer(code, Sent(id, WHO(1), 1, "Ada L."))
    assert (again.first, again.answers, again.kept) == (False, 1, True)
    other = await rooms.answer(code, Sent(id, WHO(2), 0))
    assert (other.first, other.answers) == (True, 2)
    kept = await rooms.answers(code, id)
    assert [(one.number, one.nickname, one.told) for one in kept] == [(1, "Ada L.", 1), (2, "", 0)]


async def test_answers_are_taken_only_while_they_are_asked_for(rooms: Rooms) -> None:
    code = await opened(rooms)
    with pytest.raises(NoActivity):
        await rooms.answer(code, Sent("1", WHO(1), 0))
    id = await ask(rooms, code)
    for state in ("closed", "revealed", "away"):
        await rooms.change(code, turned(id, state))
        with pytest.raises(NotOpen, match=state):
            await rooms.answer(code, Sent(id, WHO(1), 0))
    await rooms.change(code, turned(id, "open"))
    assert (await rooms.answer(code, Sent(id, WHO(1), 0))).first
    other = await ask(rooms, code)
    with pytest.raises(NotOpen, match="closed"):
        await rooms.answer(code, Sent(id, WHO(2), 0))
    assert (await rooms.answer(code, Sent(other, WHO(1), 0))).answers == 1


async def test_answers_that_were_cleared_are_gone_and_may_be_given_anew(rooms: Rooms) -> None:
    code = await opened(rooms)
    id = await ask(rooms, code)
    await rooms.answer(code, Sent(id, WHO(1), 0))
    seat = await rooms.follow(code, WHO(1), None)
    await heard(seat)
    room = await rooms.clear(code, id)
    assert room.shown
    assert room.shown.round == 2
    assert await rooms.answers(code, id) == ()
    (activity,) = [data for name, _, data in await heard(seat) if name == "activity"]
    assert (activity["round"], activity["answers"]) == (2, 0)
    assert (await rooms.answer(code, Sent(id, WHO(1), 1))).first


async def test_what_was_asked_before_is_put_away_and_what_is_asked_now_goes_on(rooms: Rooms) -> None:
    code = await opened(rooms)
    old, new = await ask(rooms, code), await ask(rooms, code)
    room = await rooms.change(code, turned(old, "away"))
    assert [one.state for one in room.asked] == ["away", "open"]
    assert room.current == new
    assert (await rooms.answer(code, Sent(new, WHO(1), 0))).first
