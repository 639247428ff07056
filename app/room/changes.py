"""What becomes of a room: pure steps from a room and the time to the next one, and which events tell of it.

Every backend takes them whole, one after the other; what one raises leaves the room as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.room.keys import digest, fits
from app.room.problems import BadToken, OtherDesk, Over
from app.room.room import ENDED, EXPIRED, Room, Stage

# Seconds for which a token hands a room over.
HANDOVER = 300.0


@dataclass(frozen=True, slots=True)
class Change:
    """The room as it has become; tells: the names of the events that say so, in order."""

    room: Room
    tells: tuple[str, ...] = ()


Step = Callable[[Room, float], Change]


def going_on(room: Room, now: float) -> Room:
    """The room, whose lecturer was heard just now; Over where it is."""
    if room.over:
        raise Over(room.over)
    return replace(room, seen=now)


def staged(stage: Stage, desk: str = "") -> Step:
    """Show this. desk: which device says so; OtherDesk where another has taken the stage since."""

    def step(room: Room, now: float) -> Change:
        room = going_on(room, now)
        if desk and desk != room.desk:
            raise OtherDesk
        return Change(replace(room, stage=replace(stage, at=now)), ("stage",))

    return step


def told(**said: Any) -> Step:
    """Change `title`, `locked` or `held`."""

    def step(room: Room, now: float) -> Change:
        return Change(replace(going_on(room, now), **said), ("room",))

    return step


def ended(room: Room, now: float) -> Change:
    """The lecturer ends it."""
    if room.over:
        return Change(room)
    return Change(replace(room, over=ENDED, over_at=now), ("end",))


def expired(hours: float) -> Step:
    """End it where its lecturer has not been heard for so long; else nothing."""

    def step(room: Room, now: float) -> Change:
        if room.over or now - room.seen < hours * 3600:
            return Change(room)
        return Change(replace(room, over=EXPIRED, over_at=now), ("end",))

    return step


def handed(token: str) -> Step:
    """Let whoever brings this token take the room over, once and soon; a token before it is void."""

    def step(room: Room, now: float) -> Change:
        room = going_on(room, now)
        return Change(replace(room, token=digest(token), token_until=now + HANDOVER))

    return step


def taken(desk: str) -> Step:
    """Give the stage to this device, whose lecturer has a key."""

    def step(room: Room, now: float) -> Change:
        number = room.desk_number + 1
        return Change(replace(going_on(room, now), desk=desk, desk_number=number), ("room",))

    return step


def taken_over(desk: str, token: str, key: str) -> Step:
    """Give the stage to this device, and its lecturer a further key; BadToken where the token is none."""

    def step(room: Room, now: float) -> Change:
        if not room.token or now > room.token_until or not fits(token, (room.token,)):
            raise BadToken
        room = replace(room, token="", keys=(*room.keys, digest(key)))
        return taken(desk)(room, now)

    return step
