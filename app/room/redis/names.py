"""What things are called at Redis; `scripts` says what lies there."""

from __future__ import annotations

# Rooms by when they expire, and those that are over by when they are forgotten.
ROOMS, OVER = "fallline:rooms", "fallline:rooms:over"


def room_key(code: str) -> str:
    """A room's hash."""
    return f"fallline:room:{code}"


def events_key(code: str) -> str:
    """A room's events."""
    return f"{room_key(code)}:events"


def known_key(code: str) -> str:
    """Who was ever let in."""
    return f"{room_key(code)}:known"


def answers_key(code: str, activity: str) -> str:
    """The answers to one of its activities."""
    return f"{room_key(code)}:answers:{activity}"


def wake_key(worker: str) -> str:
    """The stream by which a worker tells itself, while it waits for news, to listen to another room."""
    return f"fallline:wake:{worker}"
