"""The gallery page."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.show.gallery import gallery
from app.show.showcase import RATES
from app.web.caching import Answers
from app.web.mounted import root_of
from app.web.pages import Pages, give


def router(pages: Pages, answers: Answers) -> APIRouter:
    """The route of the page with everything in the catalogue."""
    routes = APIRouter(include_in_schema=False)

    async def page(request: Request) -> Response:
        shelves = await answers.work(gallery)
        root = root_of(request.scope)
        text = pages.render("gallery.html", shelves=shelves, root=root, rates=RATES)
        return give(answers, request, text)

    routes.add_api_route("/gallery", page, methods=["GET", "HEAD"])
    return routes
