"""What is typed, typeset as it is typed: a formula with where to look at it, and a rule."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.core.errors import BadInput, refuse
from app.experiment import canonical
from app.experiment.query import split
from app.show.typed import formula, rule
from app.web import documented
from app.web.asking import Asked
from app.web.caching import Answers
from app.web.encoding import encoded


class Typed:
    """Answers that are functions of a text alone."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "/formula", self.formula)
        documented.add(routes, "/rule", self.rule)
        return routes

    async def formula(self, request: Request) -> Response:
        """A surface's formula."""
        wanted = Asked(request).experiment
        return await self.answers.give(request, (canonical(wanted),), lambda: encoded(formula(wanted)))

    async def rule(self, request: Request) -> Response:
        """A rule by its text; BadInput under `rule` where it can't be read."""
        text = _rule(request)
        return await self.answers.give(request, (text,), lambda: encoded(rule(text)))


def _rule(request: Request) -> str:
    given, problems = split(request.url.query)
    problems += [
        BadInput(key, "There is no such key here; give rule alone.") for key in given if key != "rule"
    ]
    refuse(problems)
    if "rule" not in given:
        raise BadInput("rule", "Write the rule, such as rule=p%3Dp-lr*g.")
    return given["rule"].text
