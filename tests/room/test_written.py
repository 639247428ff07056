"""Rooms as bytes: read back whole, and read by the version before this one."""

from __future__ import annotations

import orjson

from app.room import Asked, Lecture, Room, Stage
from app.room.written import bytes_of, room_of

_STAGE = Stage("surface=bowl", step=3, playing=True, lecture=Lecture(lesson="line", step=2, part="text"))
_ASKED = Asked(id="1", told={"kind": "poll"}, shown={"kind": "poll"}, state="open")
_ROOM = Room("ABC1234", ("digest",), "Lecture 4", stage=_STAGE, asked=(_ASKED,), current="1", event="7-0")


def test_a_room_is_read_back_as_it_was() -> None:
    assert room_of(bytes_of(_ROOM)) == _ROOM
    bare = Room("ABC1234", ("digest",))
    assert room_of(bytes_of(bare)) == bare


def test_what_only_a_newer_version_knows_is_passed_over() -> None:
    newer = orjson.loads(bytes_of(_ROOM))
    for part in (newer, newer["stage"], newer["stage"]["lecture"], newer["asked"][0]):
        part["not yet known"] = 1
    assert room_of(orjson.dumps(newer)) == _ROOM


def test_what_an_older_version_did_not_know_is_as_if_it_had_not_been_said() -> None:
    older = orjson.loads(bytes_of(_ROOM))
    del older["stage"]["lecture"]["part"], older["held"]
    room = room_of(orjson.dumps(older))
    assert room.stage
    assert room.stage.lecture == Lecture(lesson="line", step=2)
    assert not room.held
