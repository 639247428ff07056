"""The stage: a lesson, or an experiment of anyone's own, step by step and large enough for a hall."""

from __future__ import annotations

from functools import partial
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
            ("/present/experiment", self.experiment),
            ("/present/board", self.board),
            ("/present/{name}", self.lesson),
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
        return await self.stage(request, {"name": {"lesson": found.id}, **lessons.whole(found)})

    async def board(self, request: Request) -> Response:
        """A storyboard, by its link."""
        found = await self.boards.told(request)
        return await self.stage(request, {"name": {"board": found["board"]}, **found})

    async def experiment(self, request: Request) -> Response:
        """One experiment: a lecture of a single step."""
        query = request.url.query or WELCOME
        return await self.stage(request, alone(request.state.read(query), query, str(request.base_url)))

    async def stage(self, request: Request, lecture: dict[str, Any]) -> Response:
        """The page, as it stands at the first step."""
        first = lecture["steps"][0]
        query = "&".join([part for part in (first["query"], first["look"]) if part])
        experiment = await self.answers.work(partial(self.boards.read, query))
        told = {"card": card_of(experiment, query, str(request.base_url)), "embed": None, "query": query}
        told |= {"mode": "stage", "root": f"{root_of(request.scope)}/"}
        text = self.pages.render("present.html", lecture=lecture, **told, **standing(experiment, query))
        return give(self.answers, request, text)


def alone(experiment: Experiment, query: str, base: str) -> dict[str, Any]:
    """An experiment as a lecture, under the title and with the words that its link gives it."""
    said = looked(query)
    title = card_of(experiment, query, base).name
    look = join([(key, text) for key, text in said.items() if key not in _SAID])
    text = f"<p>{escape(said['description'])}</p>" if "description" in said else ""
    step = {"title": title, "query": canonical(experiment), "look": look, "text": text}
    words = {"question": "", "answer": "", "notes": ""}
    return {"name": None, "title": title, "minutes": 0, "steps": [step | words]}
