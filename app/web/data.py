"""The tables that a loss may be fitted to: the list of them, and each with its rows."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from app.core.errors import BadInput, refuse
from app.experiment.numbers import read_number
from app.experiment.query import split
from app.show.data import data, listed
from app.tables import CATALOGUE, settled
from app.web import documented
from app.web.caching import Answers
from app.web.encoding import encoded


class Data:
    """Answers that are functions of a table's id and its parameters."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "/data", self.all)
        documented.add(routes, "/data/{id}", self.one)
        return routes

    async def all(self, request: Request) -> Response:
        """The list, the same for everybody."""
        refuse(
            [BadInput(key, "The list of tables takes no keys; leave it out.") for key in _numbers(request)]
        )
        return await self.answers.give(request, (), lambda: encoded(listed()))

    async def one(self, request: Request) -> Response:
        """One table; made ones take their parameters as keys."""
        id = str(request.path_params["id"])
        if id not in CATALOGUE:
            raise HTTPException(404)
        values = settled(id, _numbers(request), prefix="")
        return await self.answers.give(request, tuple(values.items()), lambda: encoded(data(id, values)))


def _numbers(request: Request) -> dict[str, float]:
    """The number under each key of the query; BadInput under all the keys that hold none."""
    given, problems = split(request.url.query)
    values: dict[str, float] = {}
    for key, value in given.items():
        try:
            values[key] = read_number(value.text, key)
        except BadInput as problem:
            problems.append(problem)
    refuse(problems)
    return values
