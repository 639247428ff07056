"""A run as it happens: server-sent events that can be taken up again where they broke off."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from threading import Event
from time import monotonic
from typing import Any, TypeVar

from anyio import CapacityLimiter, to_thread

from app.core.errors import BadInput
from app.experiment import Experiment
from app.show.described import announced
from app.show.trained import journey_of
from app.web.encoding import encoded
from app.web.pace import Pace, prepare, stretch
from app.web.problems import broken_off

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

# Seconds between two events about how far a training has come.
PROGRESS = 0.1

T = TypeVar("T")
Left = Callable[[], Awaitable[bool]]


def resumed_from(header: str | None) -> int | None:
    """The step after which a stream goes on, by its Last-Event-ID; None for one from the beginning."""
    if not header:
        return None
    if not re.fullmatch(r"[0-9]{1,15}", header):
        raise BadInput("Last-Event-ID", "Give the id of the last event that arrived: a step, such as 120.")
    return int(header)


class Stream:
    """The events of one experiment, from a given step on.

    batch: the most steps in one event. closing: set when the server is told to stop; the stream then
    breaks off, to be taken up elsewhere. Computing happens on threads, and no more of it than is read.
    """

    def __init__(self, experiment: Experiment, limiter: CapacityLimiter, batch: int, closing: Event) -> None:
        self.experiment = experiment
        self.journey = journey_of(experiment)
        self.limiter = limiter
        self.pace, self.preparing = Pace(batch), Pace(batch)
        self.closing = closing
        self.sent = -1

    async def skip(self, step: int, left: Left) -> bool:
        """Go on behind `step`; whether anything is left to be told there, as far as whoever asked is."""
        while not self.journey.ready:
            await self.work(self.prepare)
            if self.closing.is_set() or await left():
                return True
        # One further than needed: only then is it known whether a run ended at this very step.
        while not self.journey.done and self.journey.last <= step:
            await self.work(partial(stretch, self.journey, self.pace, step + 1))
        self.sent = min(step, self.journey.last)
        return not (self.journey.done and step >= self.journey.last)

    async def events(self) -> AsyncIterator[bytes]:
        """The events, encoded; a failure midway is an event too."""
        try:
            if self.sent < 0:
                yield event("begin", announced(self.experiment))
            async for told in self.prepared():
                yield told
            if not self.journey.ready:
                return
            while self.sent < self.journey.last or not self.journey.done:
                told = await self.work(self.next)
                if told:
                    yield told
                if self.closing.is_set():
                    return
            for found in await self.work(self.journey.verdicts):
                yield event("verdict", found)
            yield event("end", {"step": max(self.sent, 0)})
        except Exception as error:
            yield event("problem", broken_off(error))

    async def prepared(self) -> AsyncIterator[bytes]:
        """How the runs come nearer to where their points can be told, now and then."""
        told = monotonic() - PROGRESS
        while not self.journey.ready and not self.closing.is_set():
            await self.work(self.prepare)
            if monotonic() - told >= PROGRESS:
                told = monotonic()
                yield event("progress", self.journey.progress())

    def prepare(self) -> None:
        """Bring the points a stretch nearer."""
        prepare(self.journey, self.preparing)

    def next(self) -> bytes:
        """Compute one more stretch of every run, and tell it; nothing where no run got any further."""
        stretch(self.journey, self.pace)
        columns = self.journey.since(self.sent + 1)
        self.sent = self.journey.last
        return event("steps", columns, self.sent) if columns else b""

    async def work(self, compute: Callable[[], T]) -> T:
        """What `compute` gives, on a thread."""
        return await to_thread.run_sync(compute, limiter=self.limiter)


def event(name: str, data: Any, id: int | None = None) -> bytes:
    """One server-sent event as it goes over the wire."""
    tail = b"" if id is None else b"\nid: %d" % id
    return b"event: %s\ndata: %s%s\n\n" % (name.encode(), encoded(data), tail)
