"""What is told of one path: what it is for, what it takes, what it answers, when it refuses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a query, or one part of the path, or one header, as `place` says."""

    name: str
    help: str
    example: str | None = None
    required: bool = False
    place: str = "query"


@dataclass(frozen=True, slots=True)
class Path:
    """One path: what it is for, what it answers, the keys it adds to the grammar, or takes instead of it.

    on_data: it wants a surface fitted to data. media_type: of the answer, empty where there is none.
    refusals: what it says no to besides a bad query, by status. body: what is sent, by media type. shows:
    of a JSON answer, the keys that the page shows; all where none is named. live: it tells what happens
    now, and is not kept. room: its example needs a room, whose code and key stand in it as CODE and KEY.
    """

    summary: str
    answer: str
    media_type: str = "application/json"
    keys: tuple[Key, ...] = ()
    streams: bool = False
    grammar: bool = True
    on_data: bool = False
    status: int = 200
    refusals: dict[int, str] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    shows: tuple[str, ...] = ()
    live: bool = False
    room: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Paths with one purpose, simplest first; a name such as `POST /links` has a method other than GET."""

    id: str
    title: str
    about: str
    paths: dict[str, Path]
