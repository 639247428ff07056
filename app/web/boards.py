"""Storyboards over HTTP: made from what is sent, told from a link, taken as a file; none is kept here."""

from __future__ import annotations

from functools import partial
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from app.core.errors import BadInput, refuse
from app.experiment import Experiment
from app.experiment.query import split
from app.show.board import Draft, checked, file_name, read_file, read_sent, told, unpack, written
from app.show.board.packing import FIELD
from app.show.board.pasted import query_of
from app.show.lessons import Lesson
from app.store import StoreProblem
from app.store.links import NoLink
from app.web import documented
from app.web.caching import Answers
from app.web.encoding import encoded
from app.web.keeping import Fetching
from app.web.links import ShortLinks, long_form, nowhere
from app.web.problems import Refused
from app.web.receiving import STORYBOARD, received

# Its words and a hundred links, before any of it is packed.
LIMIT = 1_000_000
_MARKDOWN = "text/markdown"
_MISSING = "Say which: board=, and what stands after it in the link of a storyboard."


class Boards:
    """What is told of a storyboard is a function of its link, and its link one of what is sent."""

    def __init__(self, answers: Answers, links: ShortLinks, fetching: Fetching) -> None:
        self.answers = answers
        self.links = links
        self.fetching = fetching

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "/board", self.one)
        documented.add(routes, "POST /board", self.make)
        documented.add(routes, "/board.md", self.file)
        return routes

    async def one(self, request: Request) -> Response:
        """A storyboard with its steps, as a lesson is told."""
        packed = packed_in(request)
        return await self.answers.give(
            request, (packed,), lambda: encoded(told(self.unpacked(request, packed), self.read))
        )

    async def make(self, request: Request) -> Response:
        """The same of what is sent, with its link."""
        body = await received(request, LIMIT, STORYBOARD)
        kind = request.headers["content-type"]
        make = partial(self.made, request, body, kind)
        headers = {"Cache-Control": "no-store"}
        return Response(await self.answers.work(make), media_type="application/json", headers=headers)

    async def file(self, request: Request) -> Response:
        """The file, to be saved."""
        packed = packed_in(request)
        board = await self.answers.work(partial(self.unpacked, request, packed))
        headers = {"Content-Disposition": f'attachment; filename="{file_name(board)}"'}
        return await self.answers.give(request, (packed,), lambda: written(board), _MARKDOWN, headers)

    async def told(self, request: Request) -> dict[str, Any]:
        """What `one` tells."""
        packed = packed_in(request)
        return await self.answers.work(lambda: told(self.unpacked(request, packed), self.read))

    def made(self, request: Request, body: bytes, kind: str) -> bytes:
        """The answer to a body of this media type."""
        draft = _of_file(body) if kind.strip().lower().startswith(_MARKDOWN) else _of_json(body)
        return encoded(told(self.checked(request, draft), self.read))

    def unpacked(self, request: Request, packed: str) -> Lesson:
        """The storyboard that a link holds."""
        return self.checked(request, read_file(unpack(packed)))

    def checked(self, request: Request, draft: Draft) -> Lesson:
        """The storyboard, its experiments read; for a thread that may wait for the store."""
        return checked(draft, partial(self.opened, request.url.netloc))

    def opened(self, host: str, link: str) -> tuple[Experiment, str]:
        """The experiment behind a link, and its query."""
        query = query_of(link, host, self.followed)
        return self.read(query), query

    def read(self, query: str) -> Experiment:
        """The experiment that a query writes, with whatever of the store it names."""
        return self.fetching.at_once(query)(query)

    def followed(self, id: str) -> str:
        """The query that a short link leads to."""
        try:
            return long_form(self.links.links.link(id))
        except NoLink as none:
            raise BadInput("query", str(nowhere(none).errors[0]["message"])) from None
        except StoreProblem as problem:
            raise Refused(503, FIELD, f"A short link can't be looked up now: {problem}.") from None


def packed_in(request: Request) -> str:
    """What stands under `board`, the only key that there is."""
    given, problems = split(request.url.query)
    others = [
        BadInput(key, "A storyboard takes no other key; leave it out.") for key in given if key != FIELD
    ]
    refuse([*problems, *others])
    if FIELD not in given:
        raise BadInput(FIELD, _MISSING)
    return given[FIELD].text


def _of_file(body: bytes) -> Draft:
    try:
        return read_file(body.decode())
    except UnicodeDecodeError:
        raise BadInput(FIELD, "This file is not text in UTF-8; save it as that and send it again.") from None


def _of_json(body: bytes) -> Draft:
    try:
        return read_sent(orjson.loads(body))
    except orjson.JSONDecodeError as error:
        raise BadInput(FIELD, f"This is not JSON: {error}.") from None
