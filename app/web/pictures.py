"""Pictures of an experiment, drawn here: a card for its link, and the map alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from fastapi import APIRouter, Request, Response

from app.core.hyperparameters import Hyperparameter
from app.experiment import Experiment
from app.show.journey import Journey
from app.show.picture.fineness import fineness
from app.show.picture.look import look_of
from app.show.picture.painting import paint
from app.show.picture.scene import Scene, scene
from app.web import documented
from app.web.asking import Asked
from app.web.runs import Runs
from app.web.settings import Settings

_WIDTH = Hyperparameter("width", 640, 160, 1600, "in pixels", whole=True)
_HEIGHT = Hyperparameter("height", 400, 120, 1200, "in pixels", whole=True)


class Pictures:
    """Stills for elsewhere."""

    def __init__(self, settings: Settings, runs: Runs) -> None:
        self.work = settings.work * 1e6
        self.runs = runs

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "/preview.png", self.preview)
        documented.add(routes, "/poster.webp", self.poster)
        return routes

    async def preview(self, request: Request) -> Response:
        """The card."""
        wanted = Asked(request).experiment
        return await self.drawn(request, wanted, partial(paint, "card:card"), "image/png")

    async def poster(self, request: Request) -> Response:
        """The map alone."""
        asked = Asked(request, "width", "height")
        width, height = asked.whole(_WIDTH), asked.whole(_HEIGHT)
        wanted = asked.experiment
        draw = partial(paint, "poster:poster", width=width, height=height)
        return await self.drawn(request, wanted, draw, "image/webp", (width, height))

    async def drawn(
        self,
        request: Request,
        wanted: Experiment,
        draw: Callable[[Scene, str], bytes],
        media_type: str,
        parts: tuple[object, ...] = (),
    ) -> Response:
        """A picture of all runs at their ends. parts: what it is made from besides experiment and look."""
        look = look_of(request.url.query, fineness(wanted, self.work))

        def make(journey: Journey) -> bytes:
            return draw(scene(journey, look), look.theme)

        return await self.runs.whole(request, wanted, make, media_type, parts=(look, *parts))
