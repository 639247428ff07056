"""A room as bytes, and back: how it is kept wherever it is kept."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import orjson

from app.room.room import Asked, Lecture, Room, Stage


def bytes_of(room: Room) -> bytes:
    """The room as JSON."""
    return orjson.dumps(asdict(room))


def room_of(kept: bytes) -> Room:
    """The room that was kept; ValueError, KeyError or TypeError where it is none."""
    told: dict[str, Any] = orjson.loads(kept)
    stage = told.pop("stage")
    asked = tuple([Asked(**one) for one in told.pop("asked")])
    return Room(**told | {"keys": tuple(told["keys"])}, stage=stage_of(stage) if stage else None, asked=asked)


def stage_of(told: dict[str, Any]) -> Stage:
    """What stood on the stage."""
    lecture = told.pop("lecture")
    return Stage(**told, lecture=Lecture(**lecture) if lecture else None)
