"""The page inside other sites' pages: a light picture of it first, then itself where that is wanted."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from app.experiment import Experiment
from app.experiment.looked import looked, whole
from app.show.catalogue import WELCOME
from app.show.leaf.card import card_of, pictured
from app.show.leaf.filling import standing
from app.web.asking import Asked
from app.web.caching import Answers, holds
from app.web.pages import Pages, give

LOCKED = "locked"
# The shapes that a poster is made in, by how wide for its height the frame is at most: width to height.
_SHAPES = (("(max-aspect-ratio: 1/1)", 4 / 5), ("(max-aspect-ratio: 8/5)", 7 / 5), ("", 16 / 9))
_WIDTHS = (320, 640, 960)
_THEMES = {"dark": "(prefers-color-scheme: dark)", "light": ""}

# Sites that carry the script ask now and then whether it has changed; it may be used from anywhere.
_SCRIPT = {
    "Cache-Control": "public, max-age=300",
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept-Encoding",
}


def sources(experiment: Experiment, query: str) -> list[dict[str, str]]:
    """The posters to choose from, `media` and `srcset` of each; the last is for what the others don't fit."""
    wanted = looked(query).get("theme")
    themes = {wanted: ""} if wanted else _THEMES
    rest = pictured(experiment, query, "theme")
    return [
        {
            "media": " and ".join([part for part in (of_theme, of_shape) if part]),
            "srcset": ", ".join([_poster(f"{rest}&theme={theme}", width, ratio) for width in _WIDTHS]),
        }
        for theme, of_theme in themes.items()
        for of_shape, ratio in _SHAPES
    ]


def _poster(query: str, width: int, ratio: float) -> str:
    return f"/api/poster.webp?{query}&width={width}&height={round(width / ratio)} {width}w"


def framed(experiment: Experiment, query: str, base: str) -> dict[str, Any]:
    """What both pages of an embed say of it."""
    return {
        "card": card_of(experiment, query, base),
        "embed": looked(query).get("embed", LOCKED),
        "sources": sources(experiment, query),
        "steps": experiment.steps,
        "looked": looked(query),
        "live": f"/embedded?{whole(experiment, query, 'autoplay')}",
    }


def router(pages: Pages, answers: Answers) -> APIRouter:
    """The routes of what sits in other pages."""
    routes = APIRouter(include_in_schema=False)

    async def embed(request: Request) -> Response:
        query = request.url.query or WELCOME
        experiment = request.state.read(query)
        told = framed(experiment, query, str(request.base_url))
        scripts = pages.statics.modules("js/poster.js")
        return give(answers, request, pages.render("embed.html", scripts=scripts, **told))

    async def embedded(request: Request) -> Response:
        experiment, query = Asked(request).experiment, request.url.query
        told = framed(experiment, query, str(request.base_url)) | standing(experiment, query)
        return give(answers, request, pages.render("page.html", **told))

    async def script(request: Request) -> Response:
        kept = pages.statics.read(pages.statics.find("js/fall-line.js"))
        headers = _SCRIPT | {"ETag": answers.tag(kept.plain)}
        if holds(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        return Response(kept.plain, media_type="text/javascript", headers=headers)

    for path, endpoint in (("/embed", embed), ("/embedded", embedded), ("/embed.js", script)):
        routes.add_api_route(path, endpoint, methods=["GET", "HEAD"])
    return routes
