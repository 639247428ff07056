"""What the OpenAPI page is told of a path that is asked with GET."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a query."""

    name: str
    help: str
    example: str | None = None
    required: bool = False
    place: str = "query"


@dataclass(frozen=True, slots=True)
class Path:
    """One path: what it is for, what it answers, the keys it adds to the grammar, or takes instead of it.

    on_data: it wants a surface fitted to data.
    """

    summary: str
    answer: str
    media_type: str = "application/json"
    keys: tuple[Key, ...] = ()
    streams: bool = False
    grammar: bool = True
    on_data: bool = False
