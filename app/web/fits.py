"""The model over its data: the rows, the curves of the runs, and the batches that updates are shown."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.core.hyperparameters import Hyperparameter
from app.experiment import canonical
from app.experiment.fields import STEPS
from app.show.fit import curve, curves, fit
from app.show.rows import batch, rows
from app.web import documented
from app.web.asking import Asked
from app.web.caching import Answers
from app.web.encoding import encoded

_FROM = Hyperparameter("from", 0, 0, STEPS.high, documented.FROM, whole=True)
_EVERY = Hyperparameter("every", 1, 1, STEPS.high, "tell every so many steps", whole=True)
_WHICH = Hyperparameter("at", 0, 0, STEPS.high, "the step", whole=True)
_GRID = Hyperparameter("n", 51, 2, 101, documented.N, whole=True)


class Fits:
    """What there is to see of a model and its data; each answer a function of the query alone."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        for path, answer in (
            ("/fit", self.fit),
            ("/curves", self.curves),
            ("/curve", self.curve),
            ("/rows", self.rows),
            ("/batch", self.batch),
        ):
            documented.add(routes, path, answer)
        return routes

    async def fit(self, request: Request) -> Response:
        """The rows, and what the model is."""
        wanted = Asked(request).experiment
        return await self.answers.give(request, (canonical(wanted),), lambda: encoded(fit(wanted)))

    async def curves(self, request: Request) -> Response:
        """The model of each run, a stretch of steps at a time."""
        asked = Asked(request, "from", "every")
        since, every = asked.whole(_FROM), asked.whole(_EVERY)
        wanted = asked.experiment
        return await self.answers.about(request, wanted, (since, every), lambda: curves(wanted, since, every))

    async def curve(self, request: Request) -> Response:
        """The model at one point of the surface."""
        asked = Asked(request, "at")
        at = asked.point()
        wanted = asked.experiment
        return await self.answers.about(request, wanted, (at,), lambda: curve(wanted, at))

    async def rows(self, request: Request) -> Response:
        """Every row at one step of a run."""
        asked = Asked(request, "run", "at")
        chosen, at = asked.run(), asked.whole(_WHICH)
        wanted = asked.experiment
        assert chosen is not None
        parts = (canonical(wanted), chosen.id, at)
        return await self.answers.give(request, parts, lambda: encoded(rows(wanted, chosen, at)))

    async def batch(self, request: Request) -> Response:
        """The batch of one update."""
        asked = Asked(request, "run", "at", "n")
        chosen, at, n = asked.run(), asked.whole(_WHICH), asked.whole(_GRID)
        wanted = asked.experiment
        assert chosen is not None
        parts = (canonical(wanted), chosen.id, at, n)
        return await self.answers.give(request, parts, lambda: encoded(batch(wanted, chosen, at, n)))
