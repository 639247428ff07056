"""Rooms as they outlive a restart: their state, who was in them, and what was answered.

What a room is, and what its state means, is known a floor above; here it is bytes under a code.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select

from app.store.access import Access
from app.store.schema import ROOMS, room_answers, room_followers, rooms

_PARTS = (rooms, room_followers, room_answers)


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it is kept: the follower's number, nickname, what was answered as JSON, after how long."""

    number: int
    nickname: str
    told: bytes
    seconds: float


@dataclass(slots=True)
class Batch:
    """What is to be kept at once, or was kept of one room.

    rooms: state and until when, by code. followers: numbers by code and mark. answers: by code, activity and
    mark. cleared: code and activity of answers to be forgotten first; whole: codes of rooms of which
    everything is.
    """

    rooms: dict[str, tuple[bytes, float]] = field(default_factory=dict)
    followers: dict[tuple[str, str], int] = field(default_factory=dict)
    answers: dict[tuple[str, str, str], KeptAnswer] = field(default_factory=dict)
    cleared: set[tuple[str, str]] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)

    @property
    def codes(self) -> set[str]:
        """Every room that it has something of."""
        named = (self.followers, self.answers, self.cleared)
        return set(self.rooms) | self.whole | {key[0] for part in named for key in part}


class KeptRooms:
    """The rooms of a store. StoreProblem where the store can't do it; nothing is done then."""

    def __init__(self, access: Access) -> None:
        self.access = access

    def load(self, code: str) -> Batch | None:
        """All that is kept of a room; None where there is none of this code."""
        found = Batch()
        with self.access.reading(ROOMS) as connection:
            if connection is None:
                return None
            state, followers, answers = [
                connection.execute(select(part).where(part.c.code == code)).all() for part in _PARTS
            ]
        for row in state:
            found.rooms[code] = (bytes(row.state), row.until)
        for row in followers:
            found.followers[code, row.mark] = row.number
        for row in answers:
            kept = KeptAnswer(row.number, row.nickname, bytes(row.told), row.seconds)
            found.answers[code, row.activity, row.mark] = kept
        return found if state else None

    def write(self, batch: Batch) -> None:
        """Keep all of a batch, each thing in the place of what was there."""
        with self.access.writing() as connection:
            for part in _PARTS:
                _forget(connection, part, ("code",), [(code,) for code in batch.whole])
            _forget(connection, room_answers, ("code", "activity"), batch.cleared)
            for part, keys, rows in _rows(batch):
                _forget(connection, part, keys, [tuple([row[key] for key in keys]) for row in rows])
                if rows:
                    connection.execute(insert(part), rows)

    def forget(self, now: float) -> None:
        """Let go of rooms that may be forgotten."""
        with self.access.reading(ROOMS) as connection:
            old = [] if connection is None else connection.execute(_over(now)).all()
        # Nothing is written where there is nothing to forget.
        if old:
            with self.access.writing() as connection:
                for part in _PARTS:
                    _forget(connection, part, ("code",), [(row.code,) for row in old])


def _over(now: float) -> Any:
    return select(rooms.c.code).where(rooms.c.until < now)


def _forget(
    connection: Connection, part: Table, keys: tuple[str, ...], which: Iterable[tuple[str, ...]]
) -> None:
    told = [{f"_{key}": value for key, value in zip(keys, one, strict=True)} for one in which]
    if told:
        same = [part.c[key] == bindparam(f"_{key}") for key in keys]
        connection.execute(delete(part).where(*same), told)


def _rows(batch: Batch) -> Iterable[tuple[Table, tuple[str, ...], list[dict[str, Any]]]]:
    """What is to be written, by the table and its key."""
    states = [{"code": code, "state": state, "until": until} for code, (state, until) in batch.rooms.items()]
    yield rooms, ("code",), states
    known = [{"code": code, "mark": mark, "number": n} for (code, mark), n in batch.followers.items()]
    yield room_followers, ("code", "mark"), known
    answers = [
        {"code": code, "activity": activity, "mark": mark}
        | {"number": one.number, "nickname": one.nickname, "told": one.told, "seconds": one.seconds}
        for (code, activity, mark), one in batch.answers.items()
    ]
    yield room_answers, ("code", "activity", "mark"), answers
