"""Whoever answers requests and tells streams: a server, or this process; in turn, or meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Protocol

from app.client.following import Columns, Following
from app.client.wire import Answer, Request


class Transport(Protocol):
    """In turn. address: of the server, empty for this process."""

    address: str

    def send(self, request: Request) -> Answer:
        """The answer to one request."""

    def follow(self, following: Following) -> Iterator[Columns]:
        """What is new with each event of a stream."""

    def close(self) -> None:
        """Give back what is held open."""


class AsyncTransport(Protocol):
    """Meanwhile."""

    address: str

    async def send(self, request: Request) -> Answer:
        """The answer to one request."""

    def follow(self, following: Following) -> AsyncIterator[Columns]:
        """What is new with each event of a stream."""

    async def close(self) -> None:
        """Give back what is held open."""
