"""Why a room can't do what it was asked. Each says enough for whoever answers to put it in words."""

from __future__ import annotations


class RoomProblem(Exception):
    """What went wrong with a room."""


class NoRoom(RoomProblem):
    """There is no room of this code."""


class Over(RoomProblem):
    """The room is over. reason: `ended` by its lecturer, or `expired`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NoPlace(RoomProblem):
    """This server has as many rooms as it may have."""


class Full(RoomProblem):
    """The room has as many followers as it may have, or has known several times as many."""


class Locked(RoomProblem):
    """The room is locked, and whoever asks was not in it before."""


class OtherDesk(RoomProblem):
    """Another device has taken the stage since."""


class BadToken(RoomProblem):
    """The token was never given, was used, or is too old."""


class NoActivity(RoomProblem):
    """There is no activity of this id."""


class NotOpen(RoomProblem):
    """The activity takes no answers now. state: what it is instead."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Recount(RoomProblem):
    """What was counted may not be what was answered: the activity was opened again, or cleared."""


class TooMany(RoomProblem):
    """The room has had as many activities as it may have."""


class Away(RoomProblem):
    """Where the rooms are kept can't be reached now: it may not have been done, and may be asked again."""
