"""The API's paths: each reads its query, asks the floor below, and encodes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from app.core.hyperparameters import Hyperparameter
from app.experiment import canonical
from app.experiment.fields import STEPS
from app.show.arithmetic import arithmetic
from app.show.described import described
from app.show.heights import surface
from app.show.point import point
from app.show.tables import csv, table
from app.web import documented
from app.web.asking import Asked
from app.web.caching import Answers
from app.web.encoding import encoded
from app.web.offer import Offer
from app.web.settings import Settings
from app.web.stream import HEADERS, Stream, resumed_from

Endpoint = Callable[..., Any]


def router(settings: Settings, answers: Answers, offer: Offer) -> APIRouter:
    """All paths below /api."""
    routes = APIRouter(prefix="/api")
    grid = Hyperparameter("n", min(101, settings.grid), 2, settings.grid, documented.N, whole=True)
    step = Hyperparameter("at", 1, 1, STEPS.high, documented.STEP, whole=True)

    def path(name: str) -> Callable[[Endpoint], Endpoint]:
        def add(endpoint: Endpoint) -> Endpoint:
            routes.add_api_route(name, endpoint, methods=["GET"], **documented.path(name))
            routes.add_api_route(name, endpoint, methods=["HEAD"], include_in_schema=False)
            return endpoint

        return add

    @path("/catalog")
    async def catalog(request: Request) -> Response:
        Asked(request).experiment  # noqa: B018  (a bad query is refused here too)
        return await answers.give(request, (), offer.catalogue, headers={"Cache-Control": "no-cache"})

    @path("/experiment")
    async def experiment(request: Request) -> Response:
        wanted = Asked(request).experiment
        return await answers.give(request, (canonical(wanted),), lambda: encoded(described(wanted)))

    @path("/surface")
    async def heights(request: Request) -> Response:
        asked = Asked(request, "n")
        n = asked.whole(grid)
        wanted = asked.experiment
        return await answers.give(request, (canonical(wanted), n), lambda: encoded(surface(wanted, n)))

    @path("/point")
    async def one_point(request: Request) -> Response:
        asked = Asked(request, "at")
        at = asked.point()
        wanted = asked.experiment
        return await answers.give(request, (canonical(wanted), at), lambda: encoded(point(wanted, at)))

    @path("/run")
    async def run(request: Request) -> Response:
        wanted = Asked(request).experiment
        after = resumed_from(request.headers.get("last-event-id"))
        if request.method == "HEAD":
            return Response(media_type="text/event-stream", headers=HEADERS)
        stream = await answers.work(partial(Stream, wanted, answers.limiter, settings.batch))
        if after is not None and not await stream.skip(after):
            return Response(status_code=204, headers=HEADERS)
        return StreamingResponse(stream.events(), media_type="text/event-stream", headers=HEADERS)

    @path("/run.json")
    async def run_json(request: Request) -> Response:
        wanted = Asked(request).experiment
        return await answers.give(request, (canonical(wanted),), lambda: encoded(table(wanted)))

    @path("/run.csv")
    async def run_csv(request: Request) -> Response:
        wanted = Asked(request).experiment
        return await answers.give(request, (canonical(wanted),), lambda: csv(wanted), "text/csv")

    @path("/arithmetic")
    async def one_update(request: Request) -> Response:
        asked = Asked(request, "run", "at")
        chosen, at = asked.run(), asked.whole(step, "Say which update: at=K leads from step K-1 to K.")
        wanted = asked.experiment
        assert chosen is not None
        parts = (canonical(wanted), chosen.id, at)
        return await answers.give(request, parts, lambda: encoded(arithmetic(wanted, chosen, at)))

    return routes
