"""What followers are told, and nothing that is not theirs: the events of a room, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.room.room import Asked, Room, Stage
from app.show.encoding import encoded

# What whoever comes anew is told, in this order.
STANDING = ("room", "stage", "activity", "count")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that followers are told. at: when it was so, on the clock of `Rooms.now`.

    id: the event's own, or the last one's before it where it is not kept in the log.
    """

    id: str
    name: str
    data: Mapping[str, Any] | None
    at: float = 0


def data_of(name: str, room: Room, followers: int = 0, answers: int = 0) -> dict[str, Any] | None:
    """What an event of this name says of the room as it is. answers: to the activity that is shown."""
    if name == "stage":
        return staged(room.stage) if room.stage else None
    if name == "activity":
        return asked(room.shown, answers) if room.shown else None
    if name == "count":
        return {"followers": followers}
    if name == "end":
        return {"reason": room.over}
    return {"title": room.title, "locked": room.locked, "held": room.held, "desk": room.desk_number}


def staged(stage: Stage) -> dict[str, Any]:
    """What stands on the stage; its age is said when the event is written."""
    return {
        "query": stage.query,
        "step": stage.step,
        "playing": stage.playing,
        "rate": stage.rate,
        "lecture": stage.lecture.told if stage.lecture else None,
        "blank": stage.blank,
    }


def asked(activity: Asked, answers: int) -> dict[str, Any]:
    """An activity as everybody may know it."""
    how_far = {"state": activity.state, "answers": answers, "round": activity.round}
    told = {"id": activity.id, **activity.shown, **how_far}
    if activity.state == "revealed" and activity.results is not None:
        told["results"] = activity.results
    return told


def aged(event: Event, now: float) -> Mapping[str, Any] | None:
    """What the event says at this moment: of the stage also how many milliseconds ago it was heard."""
    if event.name != "stage" or event.data is None:
        return event.data
    return {**event.data, "age": max(0, round((now - event.at) * 1000))}


def written(event: Event, now: float) -> bytes:
    """The event as it goes over the wire, the same bytes for all who get it now."""
    said = encoded(aged(event, now))
    return b"event: %s\nid: %s\ndata: %s\n\n" % (event.name.encode(), event.id.encode(), said)


def standing(room: Room, followers: int, answers: int, now: float) -> bytes:
    """What whoever comes anew is told: the latest of each kind, under the id of the last event."""
    at = room.stage.at if room.stage else now
    told = [
        Event(room.event, name, data, at)
        for name in STANDING
        if (data := data_of(name, room, followers, answers)) is not None
    ]
    return b"".join([written(event, now) for event in told])


def public(room: Room, followers: int, answers: int, now: float) -> dict[str, Any]:
    """What anybody in the room may know of it, in one piece."""
    names = ("room", "stage", "activity")
    about, stage, activity = [data_of(name, room, followers, answers) for name in names]
    at = room.stage.at if room.stage else now
    told = {"stage": aged(Event("", "stage", stage, at), now), "activity": activity}
    return {"code": room.code, **(about or {}), "followers": followers, **told, "event": room.event}
