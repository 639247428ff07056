"""The same answers without a server: computed in this process, by the floors below."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import unquote

import anyio.to_thread

from app import __version__
from app.client.events import Event
from app.client.following import Columns, Following
from app.client.remote import AsyncServer, Server
from app.client.wire import Answer, Request
from app.core.errors import BadInput
from app.core.hyperparameters import Hyperparameter
from app.core.tables.reading import LIMITS
from app.core.tables.records import FIELD
from app.core.tables.table import Table
from app.experiment import Experiment, parse
from app.experiment.numbers import read_whole
from app.experiment.places import point as read_point
from app.experiment.resolve import site_of
from app.show.catalogue import catalogue
from app.show.data import own
from app.show.described import announced, described
from app.show.encoding import encoded
from app.show.export.catalogue import EXPORTS, unknown
from app.show.heights import surface
from app.show.picture.fineness import fineness
from app.show.picture.look import look_of
from app.show.point import point
from app.show.tables import table
from app.show.trained import journey_of

Read = Callable[[str], Experiment]

_GRID = Hyperparameter("n", 101, 2, 2001, "points along each variable", whole=True)
# Steps told at a time: the first few at once, then more as they grow older.
_FIRST, _MOST = 20, 2000


class Here:
    """This process in place of a server. read: how a query is read."""

    address = ""

    def __init__(self, read: Read = parse) -> None:
        self.read = read

    def send(self, request: Request) -> Answer:
        """The answer to one request; BadInput where it is refused."""
        if request.server:
            return _elsewhere(request)
        if (request.method, request.path) == ("POST", "/api/data"):
            return Answer(201, encoded(own(request.body, LIMITS, _too_many)))
        if request.method != "GET":
            raise RuntimeError("A short link is kept by a server: ask one, as in FallLine('https://...').")
        if request.path == "/api/catalog":
            return Answer(200, encoded(catalogue(__version__)))
        return Answer(200, _answer(request, self.read(request.query)))

    def follow(self, following: Following) -> Iterator[Columns]:
        """What is new with each stretch of the runs."""
        return filter(None, map(following.take, events(self.read(following.query))))

    def close(self) -> None:
        """Nothing is held open."""


class AsyncHere:
    """The same on a thread, for programs that do other things meanwhile."""

    address = ""

    def __init__(self, read: Read = parse) -> None:
        self._here = Here(read)

    async def send(self, request: Request) -> Answer:
        """The answer to one request; BadInput where it is refused."""
        if request.server:
            return await _elsewhere_meanwhile(request)
        return await anyio.to_thread.run_sync(self._here.send, request)

    async def follow(self, following: Following) -> AsyncIterator[Columns]:
        """What is new with each stretch of the runs."""
        told = await anyio.to_thread.run_sync(self._here.follow, following)
        while (new := await anyio.to_thread.run_sync(partial(next, told, None))) is not None:
            yield new

    async def close(self) -> None:
        """Nothing is held open."""


def events(experiment: Experiment) -> Iterator[Event]:
    """A stream as a server tells it, from the first step on."""
    yield _event("begin", announced(experiment))
    journey, stretch, sent = journey_of(experiment), _FIRST, -1
    while sent < journey.last or not journey.done:
        journey.advance(journey.last + stretch)
        columns = journey.since(sent + 1)
        sent, stretch = journey.last, min(2 * stretch, _MOST)
        if columns:
            yield _event("steps", columns, str(sent))
    for found in journey.verdicts():
        yield _event("verdict", found)
    yield _event("end", {"step": max(journey.last, 0)})


def _event(name: str, data: Any, id: str = "") -> Event:
    # Through the encoding of the wire, so that the numbers are the same to the last bit, and so is null.
    return Event(name, encoded(data).decode(), id)


def _answer(request: Request, experiment: Experiment) -> bytes:
    if request.path.startswith("/api/export/"):
        return _exported(unquote(request.path.removeprefix("/api/export/")), experiment, request.query)
    return encoded(_ANSWERS[request.path](experiment, request.keys))


def _exported(name: str, experiment: Experiment, query: str) -> bytes:
    if name not in EXPORTS:
        raise unknown(name)
    made = EXPORTS[name].make(journey_of(experiment), look_of(query, fineness(experiment)))
    return made.encode() if isinstance(made, str) else made


def _surface(experiment: Experiment, keys: Mapping[str, str]) -> dict[str, Any]:
    return surface(experiment, read_whole(keys["n"], _GRID, "n"))


def _point(experiment: Experiment, keys: Mapping[str, str]) -> dict[str, Any]:
    return point(experiment, read_point(keys["at"], "at", site_of(experiment)))


_ANSWERS: dict[str, Callable[[Experiment, Mapping[str, str]], dict[str, Any]]] = {
    "/api/experiment": lambda experiment, _: described(experiment),
    "/api/run.json": lambda experiment, _: table(journey_of(experiment)),
    "/api/surface": _surface,
    "/api/point": _point,
}


def _too_many(table: Table) -> str:
    raise BadInput(
        FIELD, "These are too many rows for a link: send them to a server, FallLine('https://...')."
    )


def _elsewhere(request: Request) -> Answer:
    server = Server(request.server)
    try:
        return server.send(request)
    finally:
        server.close()


async def _elsewhere_meanwhile(request: Request) -> Answer:
    server = AsyncServer(request.server)
    try:
        return await server.send(request)
    finally:
        await server.close()
