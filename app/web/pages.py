"""The pages that people read, from templates."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

import app
from app.show.leaf.card import card_of
from app.show.leaf.filling import standing, templates
from app.web.asking import Asked
from app.web.caching import Answers, holds
from app.web.documented import EXAMPLES
from app.web.statics import Plotly, Statics, font_address


class Pages:
    """Fills templates with what every page needs: where its files are, and the version."""

    def __init__(self, statics: Statics, plotly_js: Plotly) -> None:
        self.statics = statics
        self.plotly = plotly_js

    def render(self, template: str, **values: Any) -> str:
        """A page as text."""
        # What the script fetches where there are data is needed at once where they are on the first picture.
        later = ["js/views/fit.js"] if values.get("fitted") else []
        page = templates().get_template(template)
        return page.render(
            static=self.statics.base,
            modules=self.statics.modules("js/main.js", *later),
            plotly=self.plotly.address,
            font=font_address(),
            version=app.__version__,
            **values,
        )

    def problem(self, body: dict[str, Any]) -> str:
        """The page that says what was refused, and offers a way on."""
        return self.render("problem.html", home="/", **body)


def give(answers: Answers, request: Request, text: str) -> Response:
    """A page, or 304 to those who hold it."""
    headers = {"ETag": answers.tag(text), "Cache-Control": "no-cache"}
    if holds(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(text, media_type="text/html", headers=headers)


def router(pages: Pages, answers: Answers) -> APIRouter:
    """The routes of the pages."""
    routes = APIRouter(include_in_schema=False)

    async def home(request: Request) -> Response:
        experiment, query = Asked(request).experiment, request.url.query
        card = card_of(experiment, query, str(request.base_url))
        stands = standing(experiment, query)
        return give(answers, request, pages.render("page.html", card=card, embed=None, **stands))

    async def api(request: Request) -> Response:
        paths = request.app.openapi()["paths"]
        return give(answers, request, pages.render("api.html", paths=paths, examples=EXAMPLES))

    async def docs() -> Response:
        return RedirectResponse("/api/docs", 308)

    async def schema() -> Response:
        return RedirectResponse("/api/openapi.json", 308)

    for path, endpoint in (("/", home), ("/api/docs", api), ("/docs", docs), ("/openapi.json", schema)):
        routes.add_api_route(path, endpoint, methods=["GET", "HEAD"])
    return routes
