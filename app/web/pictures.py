"""Pictures of an experiment for elsewhere: a card for its link, and the map alone."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.core.hyperparameters import Hyperparameter
from app.web import documented
from app.web.asking import Asked
from app.web.drawing import Drawing, Picture

_WIDTH = Hyperparameter("width", 640, 160, 1600, "in pixels", whole=True)
_HEIGHT = Hyperparameter("height", 400, 120, 1200, "in pixels", whole=True)


class Pictures:
    """Stills."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "/preview.png", self.preview)
        documented.add(routes, "/poster.webp", self.poster)
        return routes

    async def preview(self, request: Request) -> Response:
        """The card."""
        wanted = Asked(request).experiment
        return await self.drawing.drawn(request, wanted, Picture("card:card", "image/png"))

    async def poster(self, request: Request) -> Response:
        """The map alone."""
        asked = Asked(request, "width", "height")
        size = {"width": asked.whole(_WIDTH), "height": asked.whole(_HEIGHT)}
        wanted = asked.experiment
        return await self.drawing.drawn(request, wanted, Picture("poster:poster", "image/webp", more=size))
