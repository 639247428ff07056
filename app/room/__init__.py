"""Rooms: a lecturer's stage that others follow, what they are asked there, and what they answer. No HTTP."""

from __future__ import annotations

from app.room.backend import Answer, Answered, Limits, Opened, Rooms, Sent
from app.room.room import PARTS, Asked, Lecture, Room, Stage

__all__ = [
    "PARTS",
    "Answer",
    "Answered",
    "Asked",
    "Lecture",
    "Limits",
    "Opened",
    "Room",
    "Rooms",
    "Sent",
    "Stage",
]
