"""Fall Line for programs and notebooks, in turn and meanwhile; what both ask is worded once."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from types import TracebackType
from typing import Any, Self, TypeVar, Unpack

from app.client.arrays import Batch, arrays
from app.client.asking import Asked, resolved
from app.client.following import Columns, Following
from app.client.remote import TIMEOUT, AsyncServer, Server, Timeout
from app.client.result import AsyncResult, Result
from app.client.transport import AsyncTransport, Transport
from app.client.wire import Asking, Request, ask

T = TypeVar("T")


class FallLine:
    """Runs experiments on a server, or in this process where none is named.

    server: its address, such as "https://example.org". timeout: seconds, or an httpx.Timeout.

    Whatever it is asked, it raises BadInput where that is refused, with `field`, `message` and `all`;
    ConnectionError where the server can't be reached or takes longer than `timeout`, which a stream does only
    while nothing at all arrives; RuntimeError where it fails. Numbers are the same to the last bit wherever
    they are computed.
    """

    def __init__(self, server: str | None = None, *, timeout: Timeout = TIMEOUT) -> None:
        self._transport: Transport = Server(server, timeout) if server else _here()
        self.address = self._transport.address

    def run(self, link: str | None = None, /, **asked: Unpack[Asked]) -> Result:
        """Run an experiment to its end: a query, a link, a short link, or keywords (see Asked)."""
        return Result(self, *self.drive(_ran(link, asked)))

    def stream(self, link: str | None = None, /, **asked: Unpack[Asked]) -> Stream:
        """The same as it happens: batches to go through once, then its `result()`."""
        return Stream(self, *self.drive(_announced(link, asked)))

    def table(self, csv: str | bytes) -> str:
        """What stands for a CSV of yours as `data`: the rows packed, or an id where a server keeps them."""
        return self.drive(_table(csv))

    def catalog(self) -> dict[str, Any]:
        """Every surface, optimizer and schedule, with its parameters, as `/api/catalog` tells them."""
        return self.drive(ask(Request("/api/catalog")))

    def drive(self, asking: Asking[T]) -> T:
        """What comes of a question, each of its requests sent in turn."""
        try:
            request = next(asking)
            while True:
                request = asking.send(self._transport.send(request))
        except StopIteration as done:
            found: T = done.value
            return found

    def follow(self, following: Following) -> Iterator[Columns]:
        """What is new with each event of a stream."""
        return self._transport.follow(following)

    def close(self) -> None:
        """Give the connections back."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncFallLine:
    """FallLine for programs that do other things meanwhile: the same, awaited."""

    def __init__(self, server: str | None = None, *, timeout: Timeout = TIMEOUT) -> None:
        self._transport: AsyncTransport = AsyncServer(server, timeout) if server else _here_meanwhile()
        self.address = self._transport.address

    async def run(self, link: str | None = None, /, **asked: Unpack[Asked]) -> AsyncResult:
        """Run an experiment to its end: a query, a link, a short link, or keywords (see Asked)."""
        return AsyncResult(self, *await self.drive(_ran(link, asked)))

    async def stream(self, link: str | None = None, /, **asked: Unpack[Asked]) -> AsyncStream:
        """The same as it happens: batches to go through once, then its `result()`."""
        return AsyncStream(self, *await self.drive(_announced(link, asked)))

    async def table(self, csv: str | bytes) -> str:
        """What stands for a CSV of yours as `data`: the rows packed, or an id where a server keeps them."""
        return await self.drive(_table(csv))

    async def catalog(self) -> dict[str, Any]:
        """Every surface, optimizer and schedule, with its parameters, as `/api/catalog` tells them."""
        found: dict[str, Any] = await self.drive(ask(Request("/api/catalog")))
        return found

    async def drive(self, asking: Asking[T]) -> T:
        """What comes of a question, each of its requests sent in turn."""
        try:
            request = next(asking)
            while True:
                request = asking.send(await self._transport.send(request))
        except StopIteration as done:
            found: T = done.value
            return found

    def follow(self, following: Following) -> AsyncIterator[Columns]:
        """What is new with each event of a stream."""
        return self._transport.follow(following)

    async def close(self) -> None:
        """Give the connections back."""
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


class Stream:
    """Batches of points as they are computed; a connection that breaks is taken up where it was."""

    def __init__(self, client: FallLine, described: dict[str, Any]) -> None:
        self._client = client
        self._described = described
        self._following = Following(described["query"])

    def __iter__(self) -> Iterator[Batch]:
        for columns in self._client.follow(self._following):
            yield _batch(self._following, columns)

    def result(self) -> Result:
        """All of it, once the stream has ended; RuntimeError before."""
        return Result(self._client, self._described, _whole(self._following))


class AsyncStream:
    """The same for `async for`."""

    def __init__(self, client: AsyncFallLine, described: dict[str, Any]) -> None:
        self._client = client
        self._described = described
        self._following = Following(described["query"])

    async def __aiter__(self) -> AsyncIterator[Batch]:
        async for columns in self._client.follow(self._following):
            yield _batch(self._following, columns)

    def result(self) -> AsyncResult:
        """All of it, once the stream has ended; RuntimeError before."""
        return AsyncResult(self._client, self._described, _whole(self._following))


def _here() -> Transport:
    # The mathematics takes half a second to load: only for those who compute here.
    from app.client.here import Here

    return Here()


def _here_meanwhile() -> AsyncTransport:
    from app.client.here import AsyncHere

    return AsyncHere()


def _announced(link: str | None, asked: Mapping[str, Any]) -> Asking[tuple[dict[str, Any]]]:
    query = yield from resolved(link, asked)
    return ((yield from ask(Request("/api/experiment", query))),)


def _ran(link: str | None, asked: Mapping[str, Any]) -> Asking[tuple[dict[str, Any], dict[str, Any]]]:
    (described,) = yield from _announced(link, asked)
    found = yield from ask(Request("/api/run.json", described["query"]))
    return described, found


def _table(csv: str | bytes) -> Asking[str]:
    body = csv.encode() if isinstance(csv, str) else csv
    told = yield from ask(Request("/api/data", method="POST", body=body, media_type="text/csv"))
    return str(told["data"])


def _batch(following: Following, columns: Columns) -> Batch:
    runs = {run: arrays(values) for run, values in columns.items()}
    return Batch(following.held, following.begin["steps"], runs)


def _whole(following: Following) -> dict[str, Any]:
    if not following.ended:
        raise RuntimeError("The stream has not ended: go through its batches first.")
    return following.table()
