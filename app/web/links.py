"""Short links: made, looked up, followed and deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

import orjson
from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.core.errors import BadInput, attempt, refuse
from app.experiment.looked import looked, whole
from app.experiment.query import CHARACTERS, join
from app.experiment.view import WORDS, check_words
from app.store import StoreProblem
from app.store.links import Kept, Link, Links, NoLink, NotYours, as_meant, is_id
from app.web import documented
from app.web.bearer import needed
from app.web.encoding import encoded
from app.web.keeping import Fetching, Read
from app.web.mounted import root_of
from app.web.onward import NOTHING, Onward, offered
from app.web.problems import Refused
from app.web.receiving import LINK, received

LIMIT = 100_000
# A link may be deleted at any time.
_FRESH = {"Cache-Control": "no-cache"}

_THREADS = 8
T = TypeVar("T")

_NOWHERE = "This short link leads nowhere"
_LONG_FORM = (
    "Whoever sent it can copy the long link instead: that has the whole experiment in it and needs no server "
    "to remember it."
)


class ShortLinks:
    """What is done with short links over HTTP."""

    def __init__(self, links: Links, fetching: Fetching) -> None:
        self.links = links
        self.fetching = fetching
        # Threads of their own: nobody who computes waits for the disk, and no link for those who compute.
        self.limiter = CapacityLimiter(_THREADS)

    def router(self) -> APIRouter:
        """The routes, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "POST /links", self.make)
        documented.add(routes, "/links/{id}", self.one)
        documented.add(routes, "DELETE /links/{id}", self.delete)
        return routes

    def followed(self) -> APIRouter:
        """The links themselves."""
        routes = APIRouter(include_in_schema=False)
        routes.add_api_route("/s/{id}", self.follow, methods=["GET", "HEAD"])
        routes.add_api_route("/s/{id}/embed", self.embed, methods=["GET", "HEAD"])
        return routes

    async def make(self, request: Request) -> Response:
        """A link to what the query writes, the same for the same; whoever is first is told the token."""
        sent = sent_in(await received(request, LIMIT, LINK))
        read = await self.fetching.reader(sent["query"])
        link = link_of(sent, read)
        try:
            kept = await self.work(partial(self.links.keep, link))
        except StoreProblem as problem:
            said = f"A short link can't be made on this server now: {problem}. The long link works."
            raise Refused(507 if problem.full else 503, "query", said) from None
        told = {"id": kept.id, "url": address(request, kept.id), "token": kept.token, "note": _note(kept)}
        headers = {"Cache-Control": "no-store", "Location": address(request, kept.id)}
        return Response(encoded(told), status_code=201, media_type="application/json", headers=headers)

    async def one(self, request: Request) -> Response:
        """Where a link leads."""
        id = str(request.path_params["id"])
        link = await self.found(id)
        told = {"id": id, "url": address(request, id), "long": f"{request.base_url}?{long_form(link)}"}
        told |= {"query": link.query, "title": link.title, "description": link.description}
        return Response(encoded(told), media_type="application/json", headers=_FRESH)

    async def follow(self, request: Request) -> Response:
        """On to the long form."""
        return await self.led(request, "/", "")

    async def embed(self, request: Request) -> Response:
        """On to the long form of what sits in another page, and whatever is asked of it there."""
        return await self.led(request, "/embed", request.url.query)

    async def led(self, request: Request, path: str, more: str) -> Response:
        """On to where the link leads, below this path."""
        id = str(request.path_params["id"])
        try:
            link = await self.found(id)
        except Refused as refused:
            refused.onward = await self.near(request, id)
            raise
        root = root_of(request.scope)
        query = "&".join([part for part in (long_form(link), more) if part])
        return RedirectResponse(f"{root}{path}?{query}", 307, headers=_FRESH)

    async def delete(self, request: Request) -> Response:
        """Forget where a link leads, for whoever has its token."""
        id, token = str(request.path_params["id"]), _token(request)
        try:
            await self.work(partial(self.links.delete, id, token))
        except NoLink as none:
            raise nowhere(none) from None
        except NotYours:
            raise Refused(
                403, "token", "This is not the token that was told when this link was made."
            ) from None
        except StoreProblem as problem:
            raise Refused(503, "id", f"This link can't be deleted now: {problem}.") from None
        return Response(status_code=204, headers={"Cache-Control": "no-store"})

    async def found(self, id: str) -> Link:
        """What an id leads to; Refused with 404 or 503."""
        try:
            return await self.work(partial(self.links.link, id))
        except NoLink as none:
            raise nowhere(none) from None
        except StoreProblem as problem:
            title, said = "This short link can't be looked up now", f"{str(problem).capitalize()}."
            raise Refused(503, "id", said, title=title, detail=_LONG_FORM) from None

    async def near(self, request: Request, id: str) -> Onward:
        """The link that was probably meant, for the page that says that there is none of this id."""
        other = as_meant(id)
        try:
            link = await self.work(partial(self.links.link, other))
            read = await self.fetching.reader(link.query)
            nearest = offered(request, f"/s/{other}", link.query, read)
        except (NoLink, StoreProblem, BadInput, Refused):
            return NOTHING
        return Onward(nearest=nearest)

    async def work(self, use: Callable[[], T]) -> T:
        """What the store gives, asked on a thread."""
        return await to_thread.run_sync(use, limiter=self.limiter)


def address(request: Request, id: str) -> str:
    """The link as whoever asks would open it."""
    return f"{request.base_url}s/{id}"


def nowhere(none: NoLink) -> Refused:
    """The refusal that says why a link leads nowhere."""
    id = str(none)
    if none.deleted:
        said = f"The link {id} was deleted by whoever made it."
    elif is_id(id):
        said = (
            f"No link {id} was made on this server; perhaps a letter of it was changed, or it is another's."
        )
    else:
        said = "This is not how a short link is called: copy it again, whole."
    return Refused(404, "id", said, title=_NOWHERE, detail=_LONG_FORM)


def sent_in(body: bytes) -> dict[str, str]:
    """The three texts in a body; BadInput under each that is none, and under what else is in it."""
    try:
        sent = orjson.loads(body)
    except orjson.JSONDecodeError:
        sent = None
    if not isinstance(sent, dict):
        raise BadInput("query", 'Send JSON such as {"query": "surface=booth&a=gd"}.')
    known = ("query", *WORDS)
    problems = [
        BadInput(key[:40], f"A link has no such part; it has {', '.join(known)}.")
        for key in sent
        if key not in known
    ]
    texts = {key: attempt(partial(_text, sent, key), problems) or "" for key in known}
    refuse(problems)
    return texts


def link_of(sent: dict[str, str], read: Read) -> Link:
    """The link to make; BadInput under every key of the query, and under title or description."""
    problems: list[BadInput] = []
    experiment = attempt(partial(read, sent["query"]), problems)
    for key in WORDS:
        attempt(partial(check_words, key, sent[key]), problems)
    refuse(problems)
    assert experiment is not None
    # A query that says them itself makes the same link as one that is sent beside them.
    own = looked(sent["query"])
    return Link(whole(experiment, sent["query"], *WORDS), *[sent[key] or own.get(key, "") for key in WORDS])


def long_form(link: Link) -> str:
    """The query that a link leads to: what it is called and about is in it too, for the page and its card.

    Where they would make it longer than a link may be, they stay behind.
    """
    said = {"title": link.title, "description": link.description}
    told = "&".join([link.query, *[join([(key, text)]) for key, text in said.items() if text]])
    return told if len(told) <= CHARACTERS else link.query


def _text(sent: dict[str, Any], key: str) -> str:
    if key == "query" and key not in sent:
        raise BadInput(
            key, "Say what the link is to show: what stands after the question mark of a long one."
        )
    text = sent.get(key, "")
    if not isinstance(text, str):
        raise BadInput(key, "This must be a text; put it in quotation marks.")
    return text


def _note(kept: Kept) -> str:
    if kept.token is None:
        return "This link was there already; whoever made it first has its token."
    return "It leads there for good. Keep the token: it alone can delete the link, and is not told again."


def _token(request: Request) -> str:
    said = "Say by which token: Authorization: Bearer TOKEN, as told when the link was made."
    return needed(request, "token", said)
