"""The API's answers: each reads its query, asks the floor below, and encodes."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.core.errors import BadInput
from app.core.fits.limits import finest
from app.core.hyperparameters import Hyperparameter
from app.experiment import Experiment, canonical
from app.experiment.fields import STEPS
from app.experiment.resolve import site_of
from app.show.arithmetic import arithmetic
from app.show.described import described
from app.show.heights import surface
from app.show.point import point
from app.web import documented
from app.web.asking import Asked
from app.web.caching import Answers
from app.web.encoding import encoded
from app.web.offer import Offer
from app.web.settings import Settings

_WHICH_STEP = Hyperparameter("at", 1, 1, STEPS.high, documented.STEP, whole=True)


def fine(n: int, asked: bool, experiment: Experiment, work: float) -> int:
    """How many points a side; as many as the work allows where no number is asked for, else BadInput."""
    site = site_of(experiment)
    most = finest(site.rows, site.weights, work) if site.rows else n
    if n > most and asked:
        raise BadInput("n", f"{n} x {n} points over {site.rows:,} rows take too long: take n={most} at most.")
    return min(n, most)


class Api:
    """Everything but the runs themselves."""

    def __init__(self, settings: Settings, answers: Answers, offer: Offer) -> None:
        self.answers = answers
        self.offer = offer
        self.work = settings.work * 1e6
        default = min(101, settings.grid)
        self.grid = Hyperparameter("n", default, 2, settings.grid, documented.N, whole=True)

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "/catalog", self.catalog)
        documented.add(routes, "/experiment", self.experiment)
        documented.add(routes, "/surface", self.surface)
        documented.add(routes, "/point", self.point)
        documented.add(routes, "/arithmetic", self.arithmetic)
        return routes

    async def catalog(self, request: Request) -> Response:
        """The same for every query, but a bad one is refused here too."""
        Asked(request).refuse()
        headers = {"Cache-Control": "no-cache"}
        return await self.answers.give(request, (), self.offer.catalogue, headers=headers)

    async def experiment(self, request: Request) -> Response:
        """The experiment spelled out."""
        wanted = Asked(request).experiment
        return await self.answers.give(request, (canonical(wanted),), lambda: encoded(described(wanted)))

    async def surface(self, request: Request) -> Response:
        """The surface as a grid."""
        asked = Asked(request, "n")
        n = asked.whole(self.grid)
        wanted = asked.experiment
        n = fine(n, bool(asked.own["n"]), wanted, self.work)
        return await self.answers.about(request, wanted, (n,), lambda: surface(wanted, n))

    async def point(self, request: Request) -> Response:
        """The surface at one point."""
        asked = Asked(request, "at")
        at = asked.point()
        wanted = asked.experiment
        return await self.answers.about(request, wanted, (at,), lambda: point(wanted, at))

    async def arithmetic(self, request: Request) -> Response:
        """One update of one run."""
        asked = Asked(request, "run", "at")
        chosen, at = asked.run(), asked.whole(_WHICH_STEP, "Say which update: at=K leads from step K-1 to K.")
        wanted = asked.experiment
        assert chosen is not None
        parts = (canonical(wanted), chosen.id, at)
        return await self.answers.give(request, parts, lambda: encoded(arithmetic(wanted, chosen, at)))
