"""Server-sent events out of bytes as they arrive; an event cut short is no event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its name, its data, and the id that stands beside it."""

    name: str
    data: str
    id: str


def events(chunks: Iterable[bytes]) -> Iterator[Event]:
    """Every event that arrives whole."""
    held = b""
    for chunk in chunks:
        *whole, held = (held + chunk).split(b"\n\n")
        for block in whole:
            yield _event(block.decode())


def _event(block: str) -> Event:
    fields = dict.fromkeys(("event", "data", "id"), "")
    for line in block.split("\n"):
        name, _, value = line.partition(":")
        fields[name] = value.removeprefix(" ")
    return Event(fields["event"], fields["data"], fields["id"])
