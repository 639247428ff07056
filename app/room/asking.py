"""What becomes of a room's activities: asked, closed, revealed, put away, cleared. Pure, as in `changes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.room.changes import Change, Step, going_on
from app.room.problems import NoActivity, Recount, TooMany
from app.room.room import Asked, Room


def found(room: Room, id: str) -> Asked:
    """The activity of this id; NoActivity."""
    activity = room.activity(id)
    if activity is None:
        raise NoActivity(id)
    return activity


def asked(told: Mapping[str, Any], shown: Mapping[str, Any], most: int) -> Step:
    """Ask it, and close what was open before; TooMany where the room has had its number of them.

    told, shown: as in `Asked`.
    """

    def step(room: Room, now: float) -> Change:
        room = going_on(room, now)
        if len(room.asked) >= most:
            raise TooMany
        new = Asked(str(len(room.asked) + 1), told, shown, opened=now)
        return Change(replace(room, asked=(*_closed(room, new.id), new), current=new.id), ("activity",))

    return step


def turned(id: str, state: str, results: Mapping[str, Any] | None = None) -> Step:
    """Bring an activity into this state, and before the followers, where another may have been.

    results: what they get to see of its answers, where it is revealed.
    """

    def step(room: Room, now: float) -> Change:
        room = going_on(room, now)
        new = replace(found(room, id), state=state, results=results)
        # One that is put away while another is shown changes nothing for those who look at that.
        away = state == "away"
        others = room.asked if away else _closed(room, id)
        current = room.current if away and room.current else id
        changed = tuple([new if one.id == id else one for one in others])
        return Change(replace(room, asked=changed, current=current), ("activity",))

    return step


def revealed(id: str, round: int, results: Mapping[str, Any]) -> Step:
    """Reveal what came out of a round of a closed activity; Recount where answers may have changed since."""

    def step(room: Room, now: float) -> Change:
        room = going_on(room, now)
        about = found(room, id)
        if about.state == "open" or about.round != round:
            raise Recount
        return turned(id, "revealed", results)(room, now)

    return step


def cleared(id: str) -> Step:
    """Begin a new round of it: whoever answered may do so again. The answers themselves are the backend's."""

    def step(room: Room, now: float) -> Change:
        room = going_on(room, now)
        old = found(room, id)
        # What was revealed of answers that are gone would be untrue.
        state = "closed" if old.state == "revealed" else old.state
        new = replace(old, round=old.round + 1, opened=now, state=state, results=None)
        changed = tuple([new if one.id == id else one for one in room.asked])
        return Change(replace(room, asked=changed), ("activity",) if room.current == id else ())

    return step


def _closed(room: Room, id: str) -> tuple[Asked, ...]:
    """All activities, with every other one that is open closed."""
    return tuple([replace(one, state="closed") if _left(one, id) else one for one in room.asked])


def _left(activity: Asked, id: str) -> bool:
    """Whether it is open, and another is turned to."""
    return activity.state == "open" and activity.id != id
