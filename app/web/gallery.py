"""The gallery page."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.show.gallery import gallery
from app.show.showcase import RATES
from app.web.caching import Answers, holds
from app.web.pages import Pages


def router(pages: Pages, answers: Answers) -> APIRouter:
    """The route of the page with everything in the catalogue."""
    routes = APIRouter(include_in_schema=False)

    async def page(request: Request) -> Response:
        shelves = await answers.work(gallery)
        root = request.scope.get("root_path", "").rstrip("/")
        text = pages.render("gallery.html", shelves=shelves, root=root, rates=RATES)
        headers = {"ETag": answers.tag(text), "Cache-Control": "no-cache"}
        if holds(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(text, media_type="text/html", headers=headers)

    routes.add_api_route("/gallery", page, methods=["GET", "HEAD"])
    return routes
