"""Pictures of an experiment as answers: the runs walked here, the painting done elsewhere."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
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
from app.web.problems import Refused, broken_off, told
from app.web.runs import LEFT, Runs
from app.web.settings import Settings
from app.web.stream import HEADERS, PROGRESS, event
from app.web.studio import Making, Studio
from app.web.worker import Order, Stopped


@dataclass(frozen=True, slots=True)
class Picture:
    """A kind of picture: who paints it, out of what, and how else it is to be. moving: see `Order`."""

    painter: str
    media_type: str
    gather: Callable[[Journey, Look], Scene] = scene
    more: dict[str, Any] = field(default_factory=dict)
    moving: bool = False


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
        look, answers = self.look(request, wanted), self.runs.answers
        parts = (canonical(wanted), look, picture.more)
        made = b""
        if not answers.held(request, *parts):
            file = await self.file(request, wanted, picture, look)
            if file is None:
                return LEFT
            made = file
        return await answers.give(request, parts, lambda: made, picture.media_type, headers)

    async def file(self, request: Request, wanted: Experiment, picture: Picture, look: Look) -> bytes | None:
        """The file; None where whoever asked leaves, or the server goes."""

        async def left() -> bool:
            return self.runs.closing.is_set() or await request.is_disconnected()

        ask = partial(self.order, wanted, picture, look)
        return await self.studio.file(self.key(wanted, picture, look), ask, left, picture.moving)

    async def followed(self, request: Request, wanted: Experiment, picture: Picture) -> Response:
        """How far the picture is, as events; it is begun where nobody has asked for it yet."""
        if request.method == "HEAD":
            return Response(media_type="text/event-stream", headers=HEADERS)
        events = self.events(request, wanted, picture)
        return StreamingResponse(events, media_type="text/event-stream", headers=HEADERS)

    async def events(self, request: Request, wanted: Experiment, picture: Picture) -> AsyncIterator[bytes]:
        """`progress` now and then, and `end`; a failure is an event too."""
        look = self.look(request, wanted)
        key, ask = self.key(wanted, picture, look), partial(self.order, wanted, picture, look)
        try:
            async with self.studio.watched(key, ask, picture.moving) as making:
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
    def key(wanted: Experiment, picture: Picture, look: Look) -> tuple[object, ...]:
        """All that a picture is made from."""
        return picture.painter, wanted, look, tuple(sorted(picture.more.items()))

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
