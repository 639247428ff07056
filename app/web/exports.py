"""Files to take away: an experiment as data, as code, as a figure."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response

from app.experiment import canonical
from app.show.export.catalogue import EXPORTS, file_name, unknown
from app.show.picture.fineness import fineness
from app.show.picture.look import look_of
from app.show.trained import journey_of
from app.web import documented
from app.web.asking import Asked
from app.web.problems import Refused
from app.web.runs import Runs
from app.web.settings import Settings


class Exports:
    """Every export by its name."""

    def __init__(self, settings: Settings, runs: Runs) -> None:
        self.work = settings.work * 1e6
        self.runs = runs

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "/export/{name}", self.export)
        return routes

    async def export(self, request: Request) -> Response:
        """One file, to be saved under a name of its own."""
        name = request.path_params["name"]
        if name not in EXPORTS:
            error = unknown(name)
            raise Refused(404, error.field, error.message)
        wanted, export = Asked(request).experiment, EXPORTS[name]
        saved = {"Content-Disposition": f'attachment; filename="{file_name(wanted, name)}"'}
        look = look_of(request.url.query, fineness(wanted, self.work))
        make = partial(export.make, look=look)
        if export.runs:
            parts = (look, look.keys)
            return await self.runs.whole(request, wanted, make, export.media_type, saved, parts)
        make = partial(make, await self.runs.answers.work(partial(journey_of, wanted)))
        return await self.runs.answers.give(request, (canonical(wanted),), make, export.media_type, saved)
