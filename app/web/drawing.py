"""Pictures of an experiment as answers: the runs walked here, the painting done elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from anyio import move_on_after
from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from app.experiment import Experiment, canonical
from app.show.journey import Journey
from app.show.picture.fineness import fineness
from app.show.picture.look import Look, look_of
from app.show.picture.scene import Scene, scene
from app.web.caching import holds
from app.web.problems import Refused, broken_off, told
from app.web.runs import LEFT, Runs
from app.web.settings import Settings
from app.web.stream import HEADERS, PROGRESS, event
from app.web.studio import Making, Studio
from app.web.worker import Order, Stopped


@dataclass(frozen=True, slots=True)
class Picture:
    """A kind of picture: who paints it, out of what, and how else it is to be. moving: see `Order`.

    check: BadInput where there is none of an experiment.
    """

    painter: str
    media_type: str
    gather: Callable[[Journey, Look], Scene] = scene
    more: dict[str, Any] = field(default_factory=dict)
    moving: bool = False
    check: Callable[[Experiment], None] = lambda _: None


class Drawing:
    """Pictures, each made once for all who ask for it at the same time."""

    def __init__(self, settings: Settings, runs: Runs, studio: Studio) -> None:
        self.work = settings.work * 1e6
        self.runs = runs
        self.studio = studio

    async def drawn(
        self,
        request: Request,
        wanted: Experiment,
        picture: Picture,
        headers: dict[str, str] | None = None,
    ) -> Response:
        """The picture as a file."""
        picture.check(wanted)
        look = self.look(request, wanted)
        parts = self.parts(wanted, picture, look)
        told = self.runs.answers.told(request, parts, headers)
        if holds(request, told["ETag"]):
            return Response(status_code=304, headers=told)

        async def left() -> bool:
            return self.runs.closing.is_set() or await request.is_disconnected()

        ask = partial(self.order, wanted, picture, look)
        file = await self.studio.file(parts, ask, left, picture.moving)
        return LEFT if file is None else Response(file, media_type=picture.media_type, headers=told)

    async def followed(self, request: Request, wanted: Experiment, picture: Picture) -> Response:
        """How far the picture is, as events; it is begun where nobody has asked for it yet."""
        if request.method == "HEAD":
            return Response(media_type="text/event-stream", headers=HEADERS)
        events = self.events(request, wanted, picture)
        return StreamingResponse(events, media_type="text/event-stream", headers=HEADERS)

    async def events(self, request: Request, wanted: Experiment, picture: Picture) -> AsyncIterator[bytes]:
        """`progress` now and then, and `end`; a failure is an event too."""
        look = self.look(request, wanted)
        parts, ask = self.parts(wanted, picture, look), partial(self.order, wanted, picture, look)
        try:
            picture.check(wanted)
            async with self.studio.watched(parts, ask, picture.moving) as making:
                while not making.over.is_set():
                    yield _progress(making)
                    with move_on_after(PROGRESS):
                        await making.over.wait()
                    if self.runs.closing.is_set():
                        return
                file = making.result()
                yield _progress(making)
                yield event("end", {"bytes": len(file)})
        except Refused as refused:
            yield event("problem", told(refused))
        except Exception as error:
            yield event("problem", broken_off(error))

    def look(self, request: Request, wanted: Experiment) -> Look:
        """How the experiment is looked at, as finely as the work for one request allows."""
        return look_of(request.url.query, fineness(wanted, self.work))

    @staticmethod
    def parts(wanted: Experiment, picture: Picture, look: Look) -> tuple[Hashable, ...]:
        """All that a picture is made from: what it is known by, here and in a browser's cache."""
        return picture.painter, canonical(wanted), look, tuple(sorted(picture.more.items()))

    async def order(
        self, wanted: Experiment, picture: Picture, look: Look, left: Callable[[], bool]
    ) -> Order:
        """What the painter needs, the runs at their ends. Stopped where all who wait leave meanwhile."""

        async def gone() -> bool:
            return left()

        journey = await self.runs.walked(wanted, gone)
        if journey is None:
            raise Stopped
        gathered = await self.runs.answers.work(partial(picture.gather, journey, look))
        return Order(picture.painter, gathered, look.theme, picture.more, picture.moving)


def _progress(making: Making) -> bytes:
    return event("progress", {"done": making.done, "of": making.of, "waiting": making.waiting})
