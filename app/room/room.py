"""A room as one value: who may lead it, what stands on its stage, what was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ENDED, EXPIRED = "ended", "expired"
STATES = ("open", "closed", "revealed", "away")


# What a step is shown by and by: what there is to guess, its words, its run, a question and the answer.
PARTS = ("ask", "text", "run", "question", "answer")


@dataclass(frozen=True, slots=True)
class Lecture:
    """What is being told: a lesson by its name or a storyboard as it is packed, and which step, from 1.

    part: how much of the step is shown, see `PARTS`; empty where that is not said.
    """

    lesson: str = ""
    board: str = ""
    step: int = 1
    part: str = ""

    @property
    def told(self) -> dict[str, Any]:
        """As JSON names it."""
        named = {"lesson": self.lesson} if self.lesson else {"board": self.board}
        return {**named, "step": self.step} | ({"part": self.part} if self.part else {})


@dataclass(frozen=True, slots=True)
class Stage:
    """What the lecturer shows. at: when the server heard it, on the clock of `Rooms.now`.

    query: canonical, with its view keys. step: where the playhead stood then; it goes on by `rate` steps a
    second while `playing`.
    """

    query: str
    step: float = 0
    playing: bool = False
    rate: float = 0
    lecture: Lecture | None = None
    blank: bool = False
    at: float = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """An activity: what is asked, as `app.show.activities` tells it, and how far it is.

    told: everything about it, the right answer as well. shown: what followers get to see of that. opened:
    when this round began. round: how often answers were taken anew, from 1. results: what followers get to
    see of them once they are revealed.
    """

    id: str
    told: Mapping[str, Any]
    shown: Mapping[str, Any]
    state: str = "open"
    round: int = 1
    opened: float = 0
    results: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """Everything about a room but its followers and their answers. Times are on the clock of `Rooms.now`.

    keys: digests of the lecturer's. token: the digest of what hands the room over until `token_until`.
    desk: the device that has the stage, as the `desk_number`th; none has it while empty. over: why it is, and
    `over_at` since when. asked: every activity; `current`: the id of the one that followers see, or empty.
    seen: when the lecturer was last heard. event: the id of the last event that told of it.
    """

    code: str
    keys: tuple[str, ...]
    title: str = ""
    token: str = ""
    token_until: float = 0
    desk: str = ""
    desk_number: int = 0
    locked: bool = False
    held: bool = False
    over: str = ""
    over_at: float = 0
    stage: Stage | None = None
    asked: tuple[Asked, ...] = field(default=())
    current: str = ""
    opened: float = 0
    seen: float = 0
    event: str = ""

    def activity(self, id: str) -> Asked | None:
        """The activity of this id."""
        return next((one for one in self.asked if one.id == id), None)

    @property
    def shown(self) -> Asked | None:
        """The activity that followers see."""
        return self.activity(self.current) if self.current else None
