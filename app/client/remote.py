"""A server that computes, asked over HTTP: in turn, or beside other things."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import anyio
import httpx

from app.client.events import Event, Events
from app.client.following import NOTHING_LEFT, Columns, Following, Lost
from app.client.wire import Answer, Request, refusal

# Connecting is quick or hopeless; a long run may take its time before it is told whole.
TIMEOUT = httpx.Timeout(10.0, read=60.0)

Timeout = float | httpx.Timeout


class Server:
    """One server.

    Errors: ConnectionError where it can't be reached or takes longer than `timeout`; of a stream only after
    it has been tried again for three seconds, or for thirty where it once answered.
    """

    def __init__(self, address: str, timeout: Timeout = TIMEOUT) -> None:
        self.address = address.rstrip("/")
        self._client = httpx.Client(timeout=timeout)

    def send(self, request: Request) -> Answer:
        """The answer to one request."""
        with _heard(request.server or self.address):
            answer = self._client.request(**_sent(self.address, request))
        return Answer(answer.status_code, answer.content)

    def follow(self, following: Following) -> Iterator[Columns]:
        """What is new with each event of a stream, which is taken up again where it breaks off."""
        while not following.ended:
            try:
                yield from filter(None, map(following.take, self._events(following)))
            except Lost as broken:
                time.sleep(following.lost(broken))

    def _events(self, following: Following) -> Iterator[Event]:
        parser = Events()
        with _heard(self.address), self._client.stream("GET", **_followed(self.address, following)) as told:
            if told.status_code >= 400:
                raise refusal(Answer(told.status_code, told.read()))
            for chunk in told.iter_bytes():
                yield from parser.feed(chunk)
            yield from _at_the_end(told, following)

    def close(self) -> None:
        """Give the connections back."""
        self._client.close()


class AsyncServer:
    """The same server for programs that do other things meanwhile."""

    def __init__(self, address: str, timeout: Timeout = TIMEOUT) -> None:
        self.address = address.rstrip("/")
        self._client = httpx.AsyncClient(timeout=timeout)

    async def send(self, request: Request) -> Answer:
        """The answer to one request."""
        with _heard(request.server or self.address):
            answer = await self._client.request(**_sent(self.address, request))
        return Answer(answer.status_code, answer.content)

    async def follow(self, following: Following) -> AsyncIterator[Columns]:
        """What is new with each event of a stream, which is taken up again where it breaks off."""
        while not following.ended:
            try:
                async for event in self._events(following):
                    if new := following.take(event):
                        yield new
            except Lost as broken:
                await anyio.sleep(following.lost(broken))

    async def _events(self, following: Following) -> AsyncIterator[Event]:
        parser, asked = Events(), _followed(self.address, following)
        with _heard(self.address):
            async with self._client.stream("GET", **asked) as told:
                if told.status_code >= 400:
                    raise refusal(Answer(told.status_code, await told.aread()))
                async for chunk in told.aiter_bytes():
                    for event in parser.feed(chunk):
                        yield event
                for event in _at_the_end(told, following):
                    yield event

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()


def _sent(address: str, request: Request) -> dict[str, Any]:
    keys = "&".join(f"{key}={value}" for key, value in request.keys.items())
    query = "&".join(part for part in (request.query.removeprefix("?"), keys) if part)
    url = f"{(request.server or address).rstrip('/')}{request.path}"
    headers = {"Content-Type": request.media_type} if request.media_type else {}
    return {
        "method": request.method,
        "url": f"{url}?{query}" if query else url,
        "content": request.body or None,
        "headers": headers,
    }


def _followed(address: str, following: Following) -> dict[str, Any]:
    return {"url": f"{address}/api/run?{following.query}", "headers": following.headers()}


def _at_the_end(told: httpx.Response, following: Following) -> Iterator[Event]:
    if told.status_code == 204:
        yield NOTHING_LEFT
    elif not following.ended:
        raise httpx.RemoteProtocolError("the stream stopped before its end")


@contextmanager
def _heard(server: str) -> Iterator[None]:
    try:
        yield
    except httpx.UnsupportedProtocol:
        raise ConnectionError(f"{server} is no address, write http://127.0.0.1:8000") from None
    except httpx.TransportError as broken:
        raise Lost(server, broken, isinstance(broken, httpx.ConnectError)) from broken
