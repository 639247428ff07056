"""What keeps rooms, wherever it does: the one interface that the web speaks to.

A backend holds rooms, who was in them, and their answers; takes each change whole and in order, however many
ask at once; and tells every follower. Where it can't be reached, everything raises `Away`: what was asked for
may have been done or not, and may be asked for again.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from app.room.changes import Step
from app.room.hall import Seat
from app.room.room import Room


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much there may be of each. hours: for which a room stays without its lecturer."""

    rooms: int = 500
    followers: int = 1000
    hours: float = 12
    activities: int = 200

    @property
    def known(self) -> int:
        """How many different followers a room may come to know: some come back as somebody new."""
        return 4 * self.followers


@dataclass(frozen=True, slots=True)
class Opened:
    """A new room, and the lecturer's key, which is told once."""

    room: Room
    key: str


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer as it comes. who: what the follower is known by. told: `Answer.told` of the activities."""

    activity: str
    who: str
    told: Any
    nickname: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of an answer. first: of this follower to this round. answers: how many there are now.

    kept: whether it outlives this server.
    """

    first: bool
    answers: int
    kept: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is kept. number: the follower's in this room, from 1. seconds: since it was asked."""

    number: int
    nickname: str
    told: Any
    seconds: float


class Rooms(ABC):
    """Rooms. A code is one that `codes.meant` made; where no room is called so, NoRoom.

    A room that is over, by its lecturer or by time (`changes.expired`), is still known by its code for
    `limits.hours` afterwards: it can be read, with its answers, but not be followed, entered or answered in:
    these raise Over.
    """

    limits: Limits

    @abstractmethod
    def now(self) -> float:
        """The one clock of all rooms, in seconds since 1970: every time in a room or an event is on it."""

    @abstractmethod
    async def open(self, title: str) -> Opened:
        """A new room; NoPlace where there are as many as there may be."""

    @abstractmethod
    async def room(self, code: str) -> Room:
        """The room as it is, over or not."""

    @abstractmethod
    async def change(self, code: str, step: Step) -> Room:
        """Take a step with the room, in one piece, and tell what it tells; the room as it has become.

        What the step raises is raised, and nothing has changed.
        """

    @abstractmethod
    async def knows(self, code: str, who: str) -> bool:
        """Whether this follower was let in before; False where there is no such room."""

    @abstractmethod
    async def enter(self, code: str, who: str) -> int:
        """Let a follower in, if they are not; their number in the room, from 1. Over, Locked or Full."""

    @abstractmethod
    async def followers(self, code: str) -> int:
        """How many different followers hear the room's events now, wherever they are connected."""

    @abstractmethod
    async def follow(self, code: str, who: str | None, after: str | None) -> Seat | None:
        """A seat to hear the room's events from, for a follower, who is let in; Locked or Full.

        who: None for the lecturer, who is no follower and does not count. after: the id of the last event
        that was heard: what was missed comes first where the log still has it, then the count, else how
        things stand (`event.standing`). Of a room that is over the seat says `end` and no more, and there is
        no seat, None, for whoever has heard that. A follower counts until their seat's `leave`.
        """

    @abstractmethod
    async def answer(self, code: str, sent: Sent) -> Answered:
        """Keep an answer in the place of the follower's earlier one; they are let in if they were not.

        NoActivity, NotOpen, Over, Locked or Full. It is told when it is kept.
        """

    @abstractmethod
    async def answers(self, code: str, activity: str) -> tuple[Answer, ...]:
        """The answers to the activity, in the order of the followers' numbers. NoActivity."""

    @abstractmethod
    async def count(self, code: str, activity: str) -> int:
        """How many answers there are to the activity."""

    @abstractmethod
    async def clear(self, code: str, activity: str) -> Room:
        """Forget the activity's answers, and take `asking.cleared` with the room."""

    @abstractmethod
    async def tend(self) -> None:
        """What has to be done as time goes, until it is cancelled: runs beside the server."""

    @abstractmethod
    async def close(self) -> None:
        """Let go of everything; what is to outlive the server is kept. Seats are told nothing more."""

    @abstractmethod
    def dismiss(self) -> None:
        """End every stream at this process, because it is going: followers come back to another."""
