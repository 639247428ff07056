"""The runs themselves: as they happen, or whole."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from threading import Event

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from app.experiment import Experiment, canonical
from app.show.journey import Journey
from app.show.tables import csv, table
from app.show.trained import journey_of
from app.web import documented
from app.web.asking import Asked
from app.web.caching import Answers
from app.web.encoding import encoded
from app.web.pace import Pace, prepare, stretch
from app.web.settings import Settings
from app.web.stream import HEADERS, Stream, resumed_from

# Whoever asked has gone, or the server is going.
LEFT = Response(status_code=503)

Left = Callable[[], Awaitable[bool]]
Held = Callable[[], bool]


class Runs:
    """Streams and tables of runs."""

    def __init__(self, settings: Settings, answers: Answers, closing: Event) -> None:
        self.settings = settings
        self.answers = answers
        self.closing = closing

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "/run", self.stream)
        documented.add(routes, "/run.json", self.json)
        documented.add(routes, "/run.csv", self.csv)
        return routes

    async def stream(self, request: Request) -> Response:
        """The runs as events; checked as a whole before the first one."""
        asked = Asked(request)
        after = asked.tried(lambda: resumed_from(request.headers.get("last-event-id")))
        wanted = asked.experiment
        if request.method == "HEAD":
            return Response(media_type="text/event-stream", headers=HEADERS)
        make = partial(Stream, wanted, self.answers.limiter, self.settings.batch, self.closing)
        stream = await self.answers.work(make)
        if after is not None and not await stream.skip(after, request.is_disconnected):
            return Response(status_code=204, headers=HEADERS)
        return StreamingResponse(stream.events(), media_type="text/event-stream", headers=HEADERS)

    async def json(self, request: Request) -> Response:
        """Every point of every run."""
        wanted = Asked(request).experiment
        return await self.whole(request, wanted, lambda runs: encoded(table(runs)), "application/json")

    async def csv(self, request: Request) -> Response:
        """The same for a spreadsheet."""
        wanted = Asked(request).experiment
        return await self.whole(request, wanted, lambda runs: csv(table(runs)), "text/csv")

    async def whole(
        self,
        request: Request,
        wanted: Experiment,
        form: Callable[[Journey], bytes | str],
        media_type: str,
        headers: dict[str, str] | None = None,
        parts: tuple[object, ...] = (),
    ) -> Response:
        """All runs to their end, in one answer. parts: what it is made from besides the experiment."""
        parts = (canonical(wanted), *parts)
        held = partial(self.answers.held, request, *parts)
        journey = await self.walked(wanted, request.is_disconnected, held)
        if journey is None:
            return LEFT
        return await self.answers.give(request, parts, lambda: form(journey), media_type, headers)

    async def walked(self, wanted: Experiment, left: Left, held: Held = lambda: False) -> Journey | None:
        """All runs at their ends; None where `left` says on the way that nobody waits for them.

        held: whether whoever asked has the answer already; then runs are given as they stand.
        """
        journey, pace = await self.answers.work(partial(journey_of, wanted)), Pace(self.settings.batch)
        while not journey.done and not held():
            # In stretches, because whoever asked may leave on the way.
            await self.answers.work(partial(stretch if journey.ready else prepare, journey, pace))
            if self.closing.is_set() or await left():
                return None
        return journey
