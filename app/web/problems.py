"""What is said when something is refused: RFC 9457 for programs, a page for people."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import compile_path

from app.core.errors import BadInput
from app.web.encoding import encoded
from app.web.onward import Onward, onward
from app.web.security import HEADERS, framed

TITLE = "This link can't be used as it is"
# Where something else than a link is refused.
_TITLES = {
    "/api/data": "This data can't be used as it is",
    "/api/board": "This storyboard can't be used as it is",
}

Render = Callable[[dict[str, Any]], str]

MEDIA_TYPE = "application/problem+json"
_LOG = logging.getLogger("fallline")
_DETAIL = {
    404: "There is nothing at this address.",
    500: "Something went wrong on the server. It has been written down there; try again.",
}


class Refused(HTTPException):
    """A refusal with a status of its own: which field, and what to do about it.

    title, detail: what a page says above that, where the status alone would tell a reader nothing. onward:
    what the page offers instead, see `app.web.onward`.
    """

    def __init__(
        self,
        status: int,
        field: str,
        message: str,
        *,
        title: str = "",
        detail: str = "",
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail or f"{field}: {message}", headers)
        self.title = title
        self.errors = [{"field": field, "message": message}]
        self.onward: Onward | None = None


def problem(status: int, detail: str, errors: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The body of an answer that refuses."""
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "errors": errors or [],
    }


def refusal(error: BadInput, title: str = TITLE) -> dict[str, Any]:
    """The body that says what is wrong with a query or with what was sent, every field of it."""
    errors = [_told(one) for one in error.all]
    fields = ", ".join(dict.fromkeys(one["field"] for one in errors))
    several = f"{len(errors)} things need mending: {fields}."
    detail = several if len(errors) > 1 else f"{fields}: {error.message}"
    return problem(422, detail, errors) | {"title": title}


def told(refused: Refused) -> dict[str, Any]:
    """The body of a refusal with a status of its own."""
    body = problem(refused.status_code, str(refused.detail), refused.errors)
    return body | ({"title": refused.title} if refused.title else {})


def _told(error: BadInput) -> dict[str, Any]:
    place = {"line": error.line, "character": error.character}
    known = {name: value for name, value in place.items() if value is not None}
    return {"field": error.field, "message": error.message, **known}


def wants_page(request: Request) -> bool:
    """Whether whoever asks would rather read a page than JSON."""
    accept = request.headers.get("accept", "*/*")
    if request.url.path.startswith("/api"):
        return "text/html" in accept
    return "text/html" in accept or "json" not in accept


def _methods(request: Request) -> str:
    """What may be done at the request's address."""
    paths = request.app.openapi()["paths"].items()
    found = [methods for path, methods in paths if compile_path(path)[0].match(request.url.path)]
    described = {method.upper() for method in found[0]} if found else {"GET"}
    return ", ".join(sorted(described | ({"HEAD"} if "GET" in described else set())))


def install(app: FastAPI, render: Render) -> None:
    """Answer every error of `app` as a problem; `render` makes its page."""

    def answer(
        request: Request,
        body: dict[str, Any],
        headers: dict[str, str] | None = None,
        instead: Onward | None = None,
    ) -> Response:
        page = wants_page(request)
        offered = {"onward": instead or onward(request, body["status"]), "framed": framed(request.scope)}
        return Response(
            render(body | offered) if page else encoded(body),
            status_code=body["status"],
            media_type="text/html" if page else MEDIA_TYPE,
            headers={"Cache-Control": "no-store", "Vary": "Accept", **(headers or {})},
        )

    async def bad_input(request: Request, error: Exception) -> Response:
        assert isinstance(error, BadInput)
        return answer(request, refusal(error, _TITLES.get(request.url.path, TITLE)))

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        found = [BadInput(str(one["loc"][-1]), f"{one['msg']}.") for one in error.errors()]
        return answer(request, refusal(BadInput(found[0].field, found[0].message, tuple(found[1:]))))

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 405:
            methods = _methods(request)
            return answer(request, problem(405, f"This address answers {methods} only."), {"Allow": methods})
        if isinstance(error, Refused):
            return answer(request, told(error), dict(error.headers or {}), error.onward)
        return answer(request, problem(error.status_code, _DETAIL.get(error.status_code, str(error.detail))))

    async def left(request: Request, error: Exception) -> Response:
        # Whoever sent it went away in the middle: nobody reads this, and nothing is wrong here.
        return answer(request, problem(400, "The connection was gone before all of it was here."))

    async def unexpected(request: Request, error: Exception) -> Response:
        # This answer is given outside all middleware.
        return answer(request, problem(500, _DETAIL[500]), HEADERS)

    app.add_exception_handler(BadInput, bad_input)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(ClientDisconnect, left)
    app.add_exception_handler(Exception, unexpected)


def broken_off(error: Exception) -> dict[str, Any]:
    """The body of a `problem` event; the error itself goes to the log."""
    if isinstance(error, BadInput):
        return refusal(error)
    _LOG.error("a stream broke off", exc_info=error)
    return problem(500, _DETAIL[500])
