"""A room's address as a QR code, for the wall."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response

from app.show.qr import code
from app.web import documented
from app.web.caching import Answers
from app.web.door import FRESH, Door, telling


class RoomCodes:
    """The code that the audience reads with their phones."""

    def __init__(self, door: Door, answers: Answers) -> None:
        self.door = door
        self.work = answers.work

    def router(self) -> APIRouter:
        """The route, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "/rooms/{code}/qr.svg", telling(self.drawn))
        return routes

    async def drawn(self, request: Request) -> Response:
        """The code of the followers' page as SVG."""
        room = await self.door.going(request)
        drawn = await self.work(partial(code, f"{request.base_url}room/{room.code}", "code"))
        return Response(drawn, media_type="image/svg+xml", headers=FRESH)
