"""The lessons: pages to read, and the same as data."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from app.show.lessons import Lesson, lesson, lessons, listed, whole
from app.web import documented
from app.web.caching import Answers
from app.web.encoding import encoded
from app.web.mounted import root_of
from app.web.onward import Onward
from app.web.pages import Pages, give
from app.web.problems import Refused


class Lessons:
    """Each lesson, and the list of them: functions of the files that say them."""

    def __init__(self, pages: Pages, answers: Answers) -> None:
        self.pages = pages
        self.answers = answers

    def router(self) -> APIRouter:
        """The routes of the API, to be put below /api."""
        routes = APIRouter()
        documented.add(routes, "/lessons", self.all)
        documented.add(routes, "/lessons/{name}", self.one)
        return routes

    def leaves(self) -> APIRouter:
        """The routes of the pages."""
        routes = APIRouter(include_in_schema=False)
        for path, endpoint in (("/lessons", self.shelf), ("/lessons/{name}", self.page)):
            routes.add_api_route(path, endpoint, methods=["GET", "HEAD"])
        return routes

    async def all(self, request: Request) -> Response:
        """The list."""
        return await self.answers.give(request, lessons(), lambda: encoded(listed(lessons())))

    async def one(self, request: Request) -> Response:
        """One lesson with its steps."""
        found = asked(request)
        return await self.answers.give(request, (found,), lambda: encoded(whole(found)))

    async def shelf(self, request: Request) -> Response:
        """The page that lists them."""
        return give(self.answers, request, self.render(request, "lessons.html", lessons=listed(lessons())))

    async def page(self, request: Request) -> Response:
        """The page of one of them."""
        found, known = asked(request), listed(lessons())
        at = lessons().index(found)
        told = {
            "lesson": whole(found),
            "number": at + 1,
            "after": dict(enumerate(known)).get(at + 1),
            "board": "",
        }
        return give(self.answers, request, self.render(request, "lesson.html", **told))

    def render(self, request: Request, template: str, **values: Any) -> str:
        """A page that knows where the server's root is."""
        return self.pages.render(template, root=root_of(request.scope), **values)


def asked(request: Request, shelf: str = "/lessons") -> Lesson:
    """The lesson that the path names; 404 with the list where there is none, as it stands on a shelf."""
    found = lesson(str(request.path_params["name"]))
    if found is None:
        raise _unknown(request, shelf)
    return found


def _unknown(request: Request, shelf: str) -> Refused:
    said = "There is no lesson of this name; /api/lessons lists them."
    detail = "No lesson goes by this name. Here are those that there are."
    refused = Refused(404, "name", said, title="This lesson isn't here", detail=detail)
    links = [(one.title, f"{root_of(request.scope)}{shelf}/{one.id}") for one in lessons()]
    refused.onward = Onward(links=tuple(links))
    return refused
