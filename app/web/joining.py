"""The audience's pages: where a room's code is typed, and the room itself in the hand."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.room import Room
from app.room.codes import LENGTH, meant
from app.room.problems import RoomProblem
from app.show.catalogue import WELCOME
from app.show.leaf.card import card_of
from app.show.leaf.filling import standing
from app.web.door import FRESH, Door, refused
from app.web.keeping import Fetching
from app.web.mounted import root_of
from app.web.pages import Pages
from app.web.problems import Refused

_NO_CODE = Refused(422, "code", f"A code has {LENGTH} letters and digits, such as B2C D3F4.")


class Joining:
    """The way into a room. Its page shows at once what the stage shows; the rest is its script's."""

    def __init__(self, door: Door, fetching: Fetching, pages: Pages) -> None:
        self.door = door
        self.fetching = fetching
        self.pages = pages

    def leaves(self) -> APIRouter:
        """The routes of the pages."""
        routes = APIRouter(include_in_schema=False)
        for path, endpoint in (("/room", self.ask), ("/room/{code}", self.enter)):
            routes.add_api_route(path, endpoint, methods=["GET", "HEAD"])
        return routes

    async def ask(self, request: Request) -> Response:
        """The field for the code, or the way to the room that it names."""
        typed = request.query_params.get("code")
        if typed is None:
            return self.field(request)
        code = meant(typed)
        return to_room(request, code) if code else self.field(request, typed, _NO_CODE)

    async def enter(self, request: Request) -> Response:
        """The room's page; the field with a word beside it where there is no such room, or no longer."""
        typed = str(request.path_params["code"])
        try:
            room = await self.door.going(request)
        except RoomProblem as problem:
            return self.field(request, typed, refused(problem))
        except Refused as problem:
            code = meant(typed)
            if problem.status_code != 429 or not code:
                return self.field(request, typed, problem)
            # Whoever is in the room comes back, as its script says who they are; all codes get the same.
            room = Room(code, ())
        return await self.page(request, room) if typed == room.code else to_room(request, room.code)

    def field(self, request: Request, typed: str = "", problem: Refused | None = None) -> Response:
        """The page with the field, and what is wrong with what was typed there."""
        said = problem.errors[0]["message"] if problem else ""
        text = self.pages.render("join.html", root=root_of(request.scope), typed=typed, said=said)
        headers = {**(problem.headers or {} if problem else {}), **FRESH}
        status = problem.status_code if problem else 200
        return Response(text, status_code=status, media_type="text/html", headers=headers)

    async def page(self, request: Request, room: Room) -> Response:
        """The room in the hand."""
        query = room.stage.query if room.stage else WELCOME
        experiment = (await self.fetching.reader(query))(query)
        told = {"card": card_of(experiment, query, str(request.base_url)), "query": query}
        about = {"code": room.code, "title": room.title, "mode": "follow", "root": "../", "embed": None}
        text = self.pages.render("room.html", **told, **about, **standing(experiment, query))
        return Response(text, media_type="text/html", headers=FRESH)


def to_room(request: Request, code: str) -> Response:
    """The way to a room's page, under its code as it is written."""
    return RedirectResponse(f"{root_of(request.scope)}/room/{code}", 303, headers=FRESH)
