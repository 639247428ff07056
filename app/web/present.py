"""The stage: a lesson, or an experiment of anyone's own, step by step and large enough for a hall."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from html import escape
from typing import Any

from fastapi import APIRouter, Request, Response

from app.experiment import Experiment, canonical
from app.experiment.looked import looked
from app.experiment.query import join
from app.show import lessons
from app.show.catalogue import WELCOME
from app.show.leaf.card import card_of
from app.show.leaf.filling import standing
from app.web.boards import Boards
from app.web.caching import Answers
from app.web.lessons import asked
from app.web.mounted import root_of
from app.web.pages import Pages, give
from app.web.statics import font_address

_NOTES = "/notes"
_WORKER = "js/stage/worker.js"
# View keys that say something of a link, and nothing of how it is looked at.
_SAID = ("title", "description", "embed", "autoplay", "hide")


class Present:
    """The pages of the stage. A lecture is told to the page whole, so that it needs nobody later."""

    def __init__(self, pages: Pages, answers: Answers, boards: Boards) -> None:
        self.pages = pages
        self.answers = answers
        self.boards = boards

    def router(self) -> APIRouter:
        """The routes."""
        routes = APIRouter(include_in_schema=False)
        for path, endpoint in (
            ("/present", self.shelf),
            ("/present/worker.js", self.worker),
            ("/present/experiment", self.experiment),
            ("/present/experiment/notes", self.experiment),
            ("/present/board", self.board),
            ("/present/board/notes", self.board),
            ("/present/{name}", self.lesson),
            ("/present/{name}/notes", self.lesson),
        ):
            routes.add_api_route(path, endpoint, methods=["GET", "HEAD"])
        return routes

    async def shelf(self, request: Request) -> Response:
        """What there is to present."""
        told = {"lessons": lessons.listed(lessons.lessons()), "root": root_of(request.scope)}
        return give(self.answers, request, self.pages.render("presents.html", **told))

    async def lesson(self, request: Request) -> Response:
        """A lesson."""
        found = asked(request, "/present")
        return await self.page(request, {"name": {"lesson": found.id}, **lessons.whole(found)})

    async def board(self, request: Request) -> Response:
        """A storyboard, by its link."""
        found = await self.boards.told(request)
        return await self.page(request, {"name": {"board": found["board"]}, **found})

    async def experiment(self, request: Request) -> Response:
        """One experiment: a lecture of a single step."""
        query = request.url.query or WELCOME
        return await self.page(request, alone(request.state.read(query), query, str(request.base_url)))

    async def page(self, request: Request, lecture: dict[str, Any]) -> Response:
        """The stage, or the window of notes that goes with it, as the path says."""
        root = f"{root_of(request.scope)}/"
        if not request.url.path.endswith(_NOTES):
            return await self.stage(request, lecture, root)
        told = {"lecture": lecture, "root": root, "stage": _stage_of(request)}
        return give(self.answers, request, self.pages.render("notes.html", **told))

    async def stage(self, request: Request, lecture: dict[str, Any], root: str) -> Response:
        """The page, as it stands at the first step."""
        first = lecture["steps"][0]
        query = "&".join([part for part in (first["query"], first["look"]) if part])
        experiment = await self.answers.work(partial(self.boards.read, query))
        card = card_of(experiment, query, str(request.base_url))
        told: dict[str, Any] = {"card": card, "embed": None, "query": query, "mode": "stage"}
        told |= {"root": root, "kept": self.kept(), "edition": self.edition()}
        text = self.pages.render("present.html", lecture=lecture, **told, **standing(experiment, query))
        return give(self.answers, request, text)

    async def worker(self, request: Request) -> Response:
        """The script that keeps a lecture for when the network is gone; other pages have none."""
        script = self.pages.statics.read(self.pages.statics.find(_WORKER)).plain
        scope = f"{root_of(request.scope)}/present"
        headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": scope}
        return Response(script, media_type="text/javascript", headers=headers)

    def kept(self) -> list[str]:
        """The addresses of all scripts and styles, also of those that a page fetches only when needed."""
        statics = self.pages.statics
        names = [str(path.relative_to(statics.folder).as_posix()) for path in statics.files()]
        wanted = [name for name in names if name.endswith((".js", ".css", ".svg")) and "offline/" not in name]
        return [*[f"{statics.base}{name}" for name in wanted], self.pages.plotly.address, font_address()]

    def edition(self) -> str:
        """What this server's answers and files are; another one keeps nothing of this."""
        told = f"{self.answers.version} {self.pages.statics.base}"
        return sha256(told.encode()).hexdigest()[:16]


def _stage_of(request: Request) -> str:
    """The address of the stage that a window of notes belongs to."""
    path, query = request.url.path.removesuffix(_NOTES), request.url.query
    return f"{path}?{query}" if query else path


def alone(experiment: Experiment, query: str, base: str) -> dict[str, Any]:
    """An experiment as a lecture, under the title and with the words that its link gives it."""
    said = looked(query)
    title = card_of(experiment, query, base).name
    look = join([(key, text) for key, text in said.items() if key not in _SAID])
    text = f"<p>{escape(said['description'])}</p>" if "description" in said else ""
    step = {"title": title, "query": canonical(experiment), "look": look, "text": text}
    words = {"question": "", "answer": "", "notes": "", "ask": None, "guess": None}
    return {"name": None, "title": title, "minutes": 0, "steps": [step | words]}
