"""Storyboards as pages: one to arrange a storyboard on, and one to read it as an article."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from app.core.errors import BadInput, refuse
from app.experiment.query import split
from app.show.board import Draft, pack, read_file, unpack, written
from app.show.board.checking import SUMMARY, TITLE, WORDS_MOST
from app.show.board.draft import MAX_STEPS, WORDS
from app.show.board.packing import FIELD
from app.show.lessons import lesson, lessons, whole
from app.show.presets import presets
from app.web.boards import Boards, packed_in
from app.web.mounted import root_of
from app.web.onward import Onward
from app.web.pages import Pages, give
from app.web.problems import Refused, refusal

# What the page is asked for: a storyboard, a link to add to one, a lesson to begin with.
_KEYS = (FIELD, "add", "lesson")
_TITLE = "This storyboard can't be used as it is"
_LIMITS = {"title": TITLE, "summary": SUMMARY, "words": WORDS_MOST, "steps": MAX_STEPS}
_NEW = Draft("My storyboard", "", 0, ())


class BoardPages:
    """The pages; what they show is in their address."""

    def __init__(self, pages: Pages, boards: Boards) -> None:
        self.pages = pages
        self.boards = boards

    def router(self) -> APIRouter:
        """The routes of the pages."""
        routes = APIRouter(include_in_schema=False)
        for path, endpoint in (("/board", self.arrange), ("/board/read", self.read)):
            routes.add_api_route(path, endpoint, methods=["GET", "HEAD"])
        return routes

    async def arrange(self, request: Request) -> Response:
        """The page to arrange one on. Of what the link says its form alone is checked: there it is mended."""
        asked = await self.either(request, partial(_asked, request))
        if "lesson" in asked:
            return RedirectResponse(
                f"{root_of(request.scope)}/board?board={_of_lesson(request, asked['lesson'])}", 307
            )
        draft = _NEW
        if FIELD in asked:
            draft = await self.either(request, lambda: read_file(unpack(asked[FIELD])))
        text = self.render(
            request, "board.html", draft=_sent(draft), limits=_LIMITS, lessons=lessons(), presets=presets()
        )
        return give(self.boards.answers, request, text)

    async def read(self, request: Request) -> Response:
        """A storyboard as an article."""
        packed = await self.either(request, partial(packed_in, request))
        told = await self.either(
            request, lambda: whole(self.boards.unpacked(request, packed), self.boards.read)
        )
        text = self.render(request, "lesson.html", lesson=told, board=packed)
        return give(self.boards.answers, request, text)

    def render(self, request: Request, template: str, **values: Any) -> str:
        """A page that knows where the server's root is."""
        return self.pages.render(template, root=root_of(request.scope), **values)

    async def either(self, request: Request, make: Callable[[], Any]) -> Any:
        """What `make` gives; where it refuses, a page that says so and leads to a new storyboard."""
        try:
            return await self.boards.answers.work(make)
        except BadInput as problem:
            raise _refused(request, problem) from None


def _asked(request: Request) -> dict[str, str]:
    given, problems = split(request.url.query)
    others = [
        BadInput(key, "A storyboard takes no such key; leave it out.") for key in given if key not in _KEYS
    ]
    refuse([*problems, *others])
    return {key: value.text for key, value in given.items()}


def _of_lesson(request: Request, name: str) -> str:
    """A lesson as a storyboard's link: whoever changes it changes their own."""
    found = lesson(name)
    if found is None:
        raise _refused(request, BadInput("lesson", "There is no lesson of this name."), 404)
    return quote(pack(written(found)))


def _sent(draft: Draft) -> dict[str, Any]:
    """The draft as the page sends it back."""
    steps = [
        {name: getattr(step, name) for name in ("title", *WORDS)} | {"query": step.link}
        for step in draft.steps
    ]
    return {"title": draft.title, "summary": draft.summary, "minutes": draft.minutes, "steps": steps}


def _refused(request: Request, problem: BadInput, status: int = 422) -> Refused:
    body, root = refusal(problem, _TITLE), root_of(request.scope)
    refused = Refused(status, problem.field, problem.message, title=_TITLE, detail=problem.message)
    refused.errors = body["errors"]
    refused.onward = Onward(links=(("A new storyboard", f"{root}/board"), ("Lessons", f"{root}/lessons")))
    return refused
