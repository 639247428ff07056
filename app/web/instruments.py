"""The instruments: what moves a run from the inside, the slope from its definition, a fair comparison."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.core.hyperparameters import Hyperparameter
from app.experiment import canonical
from app.experiment.fields import STEPS
from app.show.compare import compare
from app.show.derivative import LENGTH, RATE, derivative
from app.show.field import SIDE, field
from app.show.inside import inside
from app.show.trust import trust
from app.web import documented
from app.web.asking import Asked
from app.web.caching import Answers
from app.web.encoding import encoded

_FROM = Hyperparameter("from", 0, 0, STEPS.high, documented.FROM, whole=True)
_ARROWS = Hyperparameter("n", SIDE, 2, 61, documented.N, whole=True)


class Instruments:
    """What makes the page teach; each answer a function of the query alone."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "/inside", self.inside)
        documented.add(routes, "/derivative", self.derivative)
        documented.add(routes, "/field", self.field)
        documented.add(routes, "/compare", self.compare)
        documented.add(routes, "/trust", self.trust)
        return routes

    async def inside(self, request: Request) -> Response:
        """What moves the runs, a stretch of steps at a time."""
        asked = Asked(request, "from")
        since = asked.whole(_FROM)
        wanted = asked.experiment
        parts = (canonical(wanted), since)
        return await self.answers.give(request, parts, lambda: encoded(inside(wanted, since)))

    async def derivative(self, request: Request) -> Response:
        """The slope at one point, from its definition."""
        asked = Asked(request, "at", "secant", "lr")
        at, h, lr = asked.point(), asked.number(LENGTH), asked.number(RATE)
        wanted = asked.experiment
        parts = (canonical(wanted), at, h, lr)
        return await self.answers.give(request, parts, lambda: encoded(derivative(wanted, at, h, lr)))

    async def field(self, request: Request) -> Response:
        """The gradient on a grid."""
        asked = Asked(request, "n")
        n = asked.whole(_ARROWS)
        wanted = asked.experiment
        return await self.answers.about(request, wanted, (n,), lambda: field(wanted, n))

    async def trust(self, request: Request) -> Response:
        """The gradient against differences."""
        wanted = Asked(request).experiment
        return await self.answers.give(request, (canonical(wanted),), lambda: encoded(trust(wanted)))

    async def compare(self, request: Request) -> Response:
        """The runs by what they cost."""
        wanted = Asked(request).experiment
        return await self.answers.about(request, wanted, (), lambda: compare(wanted))
