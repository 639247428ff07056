"""Links as QR codes: of this site's own links only, so that nobody's words travel under its name."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response

from app.core.errors import BadInput
from app.experiment.looked import whole
from app.show.qr import code
from app.web import documented
from app.web.asking import Asked
from app.web.caching import Answers
from app.web.links import ShortLinks, address

SHORT = "short"


class Codes:
    """The code of a long link, or of a short one."""

    def __init__(self, links: ShortLinks, answers: Answers) -> None:
        self.links = links
        self.answers = answers

    def router(self) -> APIRouter:
        """The route, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "/qr.svg", self.drawn)
        return routes

    async def drawn(self, request: Request) -> Response:
        """The code as SVG."""
        asked = Asked(request, SHORT)
        if not asked.own[SHORT]:
            link, field = f"{request.base_url}?{whole(asked.experiment, request.url.query)}", "query"
        else:
            link, field = await self.short(request, asked), SHORT
        make = partial(code, link, field)
        return await self.answers.give(request, (link,), make, media_type="image/svg+xml")

    async def short(self, request: Request, asked: Asked) -> str:
        """The short link that is asked for, which must be one that leads somewhere."""
        id = asked.text(SHORT, "")
        if request.url.query.partition("&")[2]:
            raise BadInput(SHORT, "A short link has its whole experiment in it; leave the rest out.")
        await self.links.found(id)
        return address(request, id)
