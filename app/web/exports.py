"""Files to take away: an experiment as data, as code, as a picture, still or moving."""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response

from app.core.hyperparameters import Hyperparameter
from app.experiment import Experiment, canonical
from app.show.export.catalogue import EXPORTS, Export, file_name, unknown
from app.show.picture.motion import Motion
from app.show.trained import journey_of
from app.web import documented
from app.web.asking import Asked
from app.web.drawing import Drawing, Picture
from app.web.problems import Refused
from app.web.runs import Runs
from app.web.settings import Settings

_USUAL = Motion()
MOTION = ("frames", "seconds", "width")


class Exports:
    """Every export by its name."""

    def __init__(self, settings: Settings, runs: Runs, drawing: Drawing) -> None:
        self.runs = runs
        self.drawing = drawing
        self.frames, self.seconds, self.width = limits(settings)

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "/export/{name}", self.export)
        documented.add(routes, "/export/{name}/progress", self.progress)
        return routes

    async def export(self, request: Request) -> Response:
        """One file, to be saved under a name of its own."""
        name, export = _wanted(request)
        asked = Asked(request, *(MOTION if export.moving else ()))
        if export.painter:
            picture, wanted = self.picture(export, asked), asked.experiment
            return await self.drawing.drawn(request, wanted, picture, _saved(wanted, name))
        wanted = asked.experiment
        look = self.drawing.look(request, wanted)
        make = partial(export.make, look=look)
        if export.runs:
            saved, parts = _saved(wanted, name), ((look, look.keys) if export.looked else ())
            return await self.runs.whole(request, wanted, make, export.media_type, saved, parts)
        make_now = partial(make, await self.runs.answers.work(partial(journey_of, wanted)))
        whole = (canonical(wanted),)
        return await self.runs.answers.give(request, whole, make_now, export.media_type, _saved(wanted, name))

    async def progress(self, request: Request) -> Response:
        """How far the making of a picture is."""
        name, export = _wanted(request)
        if not export.painter:
            raise Refused(404, "name", f"{name} is written at once: ask for the file itself.")
        asked = Asked(request, *(MOTION if export.moving else ()))
        picture = self.picture(export, asked)
        return await self.drawing.followed(request, asked.experiment, picture)

    def picture(self, export: Export, asked: Asked) -> Picture:
        """An export as a kind of picture."""
        more = {"motion": self.motion(asked)} if export.moving else {}
        return Picture(export.painter, export.media_type, export.gather, more, export.moving, export.check)

    def motion(self, asked: Asked) -> Motion:
        """How a moving picture is to move."""
        frames, seconds = asked.whole(self.frames), asked.number(self.seconds)
        width = asked.whole(self.width)
        return asked.tried(lambda: Motion(frames, seconds, width)) or _USUAL


def limits(settings: Settings) -> tuple[Hyperparameter, Hyperparameter, Hyperparameter]:
    """How many frames, how long, how wide a moving picture may be."""
    frames = min(_USUAL.frames, settings.frames)
    width = min(_USUAL.width, settings.width)
    return (
        Hyperparameter("frames", frames, 2, max(2, settings.frames), "how many frames", whole=True),
        Hyperparameter("seconds", _USUAL.seconds, 0.5, 60.0, "how long"),
        Hyperparameter("width", width, min(240, width), settings.width, "in pixels", whole=True),
    )


def _wanted(request: Request) -> tuple[str, Export]:
    name = request.path_params["name"]
    if name not in EXPORTS:
        error = unknown(name)
        raise Refused(404, error.field, error.message)
    return name, EXPORTS[name]


def _saved(wanted: Experiment, name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{file_name(wanted, name)}"'}
