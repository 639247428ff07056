"""The tables that a loss may be fitted to: the list of them, each with its rows, and your own."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from app.core.errors import BadInput, refuse
from app.core.tables.reading import LIMITS
from app.core.tables.records import FIELD
from app.core.tables.stored import PREFIX
from app.experiment.numbers import read_number
from app.experiment.own import unknown
from app.experiment.query import split
from app.show.data import data, listed, own, whole
from app.store import Store, StoreProblem
from app.tables import CATALOGUE, settled
from app.web import documented
from app.web.caching import Answers
from app.web.encoding import encoded
from app.web.problems import Refused
from app.web.receiving import ROWS, received
from app.web.settings import Settings


class Data:
    """Answers that are functions of a table's id and its parameters, or of the rows that are sent."""

    def __init__(self, settings: Settings, answers: Answers, store: Store) -> None:
        size = {"rows": settings.data_rows, "columns": settings.data_columns, "bytes": settings.data_bytes}
        self.limits = replace(LIMITS, **size)
        self.answers = answers
        self.store = store

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "/data", self.all)
        documented.add(routes, "/data/{id}", self.one)
        documented.add(routes, "POST /data", self.own)
        return routes

    async def all(self, request: Request) -> Response:
        """The list, the same for everybody."""
        _refuse_keys(request, "The list of tables")
        return await self.answers.give(request, (), lambda: encoded(listed()))

    async def one(self, request: Request) -> Response:
        """One table; made ones take their parameters as keys."""
        id = str(request.path_params["id"])
        if id.startswith(PREFIX):
            return await self.stored(request, id)
        if id not in CATALOGUE:
            raise HTTPException(404)
        values = settled(id, _numbers(request), prefix="")
        return await self.answers.give(request, tuple(values.items()), lambda: encoded(data(id, values)))

    async def stored(self, request: Request, id: str) -> Response:
        """One that is kept here."""
        _refuse_keys(request, "A stored table")
        try:
            table = await self.answers.work(partial(self.store.table, id))
        except StoreProblem as problem:
            raise Refused(503, "id", f"This table can't be read now: {problem}.") from None
        if table is None:
            raise Refused(404, "id", unknown(id))
        return await self.answers.give(request, (id,), lambda: encoded(whole(table)))

    async def own(self, request: Request) -> Response:
        """Your own table, read and packed for a link; kept here where it is too large for one."""
        sent = await received(request, self.limits.bytes, ROWS)
        try:
            told = await self.answers.work(lambda: encoded(own(sent, self.limits, self.store.keep)))
        except StoreProblem as problem:
            said = "These rows are too many for a link, and can't be kept on this server"
            raise Refused(
                507 if problem.full else 503, FIELD, f"{said}: {problem}. Fewer fit into the link."
            ) from None
        headers = {"Cache-Control": "no-store"}
        return Response(told, status_code=201, media_type="application/json", headers=headers)


def _refuse_keys(request: Request, what: str) -> None:
    refuse([BadInput(key, f"{what} takes no keys; leave it out.") for key in _numbers(request)])


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
