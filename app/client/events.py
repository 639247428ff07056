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


class Events:
    """Bytes in, as they come; events out, as soon as they are whole."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, chunk: bytes) -> Iterator[Event]:
        """Every event that is whole with these bytes."""
        *whole, self._held = (self._held + chunk).split(b"\n\n")
        for block in whole:
            yield _event(block.decode())


def events(chunks: Iterable[bytes]) -> Iterator[Event]:
    """Every event that arrives whole."""
    parser = Events()
    for chunk in chunks:
        yield from parser.feed(chunk)


def _event(block: str) -> Event:
    fields = dict.fromkeys(("event", "data", "id"), "")
    for line in block.split("\n"):
        name, _, value = line.partition(":")
        fields[name] = value.removeprefix(" ")
    return Event(fields["event"], fields["data"], fields["id"])
