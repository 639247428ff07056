"""A room as bytes, and back: how it is kept wherever it is kept."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

import orjson

from app.room.room import Asked, Lecture, Room, Stage

_Kind = TypeVar("_Kind", Asked, Lecture, Room, Stage)


def bytes_of(room: Room) -> bytes:
    """The room as JSON."""
    return orjson.dumps(room)


def room_of(kept: bytes) -> Room:
    """The room that was kept; ValueError, KeyError or TypeError where it is none.

    While a newer version takes an older one's place both serve the same rooms: what only the newer knows is
    passed over.
    """
    told: dict[str, Any] = orjson.loads(kept)
    stage = told.pop("stage")
    asked = tuple([_of(Asked, one) for one in told.pop("asked")])
    parts = {"keys": tuple(told["keys"]), "stage": stage_of(stage) if stage else None, "asked": asked}
    return _of(Room, told | parts)


def stage_of(told: dict[str, Any]) -> Stage:
    """What stood on the stage."""
    lecture = told.pop("lecture")
    return _of(Stage, told | {"lecture": _of(Lecture, lecture) if lecture else None})


def _of(kind: type[_Kind], told: dict[str, Any]) -> _Kind:
    return kind(**{one.name: told[one.name] for one in fields(kind) if one.name in told})
