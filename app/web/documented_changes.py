"""The paths that change something, as the OpenAPI page tells them: what is sent, and what is answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response

from app.web.documented import EXAMPLE, EXAMPLE_LINK, content
from app.web.problems import MEDIA_TYPE
from app.web.schemas import LINK_SENT, PROBLEM

Answers = dict[int | str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """One method of one path: what it is for, what it takes, what it answers, and when it refuses."""

    method: str
    status: int
    summary: str
    answer: str
    refusals: dict[int, str]
    body: dict[str, Any] | None = None
    parameters: tuple[dict[str, Any], ...] = ()


ROWS = Change(
    "POST",
    201,
    "Your own table",
    "Send a CSV as the body, in UTF-8: a header, then at least two rows, cells parted by commas, "
    "semicolons, tabs or bars. `data` stands for the table in a link, as in `surface=fit&s.data=z-...`; "
    "`columns` and the first thousand `rows` are as told of any other table, `notes` say what could not "
    "be read. Rows that pack into 6,000 characters are in the link alone, `z-...`, and the server keeps "
    "none of them. More are kept on the server by an id made from the rows, `t-...`; `where` says which.",
    {
        403: "A browser sends it for a page of another site.",
        413: "The body is larger than the server takes.",
        415: "The body is neither text/csv nor text/plain.",
        422: "What is wrong with the rows.",
        503: "The rows are too many for a link, and can't be kept now.",
        507: "They are too many for a link, and there is no room to keep them.",
    },
    {"text/csv": {"schema": {"type": "string"}, "example": "hours,passed\n1,0\n2,0\n4,1\n6,1\n"}},
)
LINK = Change(
    "POST",
    201,
    "A short link",
    "Send what stands after the question mark of a link as `query`, and if you like what it is called and "
    "about: `title`, at most 120 characters, and `description`, at most 500. `url` is `/s/` and the `id`, "
    "which is made from these three: the same content has the same link. It leads there for good. Who makes "
    "a link first is told a `token`, once, that can delete it; for one that was there it is null. A query "
    "that names a stored table, `s.data=t-...`, is taken while the server has that table.",
    {
        403: "A browser sends it for a page of another site.",
        413: "The body is larger than the server takes.",
        415: "The body is not application/json.",
        422: "What is wrong with the query, by its key, or with the title or the description.",
        503: "The link can't be kept now; its long form works.",
        507: "There is no room to keep it; its long form works.",
    },
    {"application/json": {"schema": LINK_SENT, "example": {"query": EXAMPLE}}},
)
DELETED = Change(
    "DELETE",
    204,
    "Delete a short link",
    "With the header `Authorization: Bearer TOKEN`, the token being the one that was told when the link was "
    "made. It leads nowhere from then on, and its id never comes to mean something else.",
    {
        401: "No token is given.",
        403: "It is not the token of this link.",
        404: "The link leads nowhere.",
        503: "The store can't be written now.",
    },
    parameters=(
        {
            "name": "id",
            "in": "path",
            "description": "what stands behind /s/ in the link",
            "required": True,
            "schema": {"type": "string"},
            "example": EXAMPLE_LINK,
        },
        {
            "name": "Authorization",
            "in": "header",
            "description": "`Bearer` and the token",
            "required": True,
            "schema": {"type": "string"},
        },
    ),
)


def add(routes: APIRouter, name: str, told: Change, endpoint: Callable[..., Any]) -> None:
    """Put an endpoint that changes something at its path."""
    body = {"requestBody": {"required": True, "content": told.body}} if told.body else {}
    parameters = {"parameters": list(told.parameters)} if told.parameters else {}
    refusals: Answers = {status: content(said, MEDIA_TYPE, PROBLEM) for status, said in told.refusals.items()}
    done: Answers = {}
    if told.status != 204:
        done[told.status] = content(told.answer, "application/json", {"type": "object"})
    routes.add_api_route(
        name,
        endpoint,
        methods=[told.method],
        status_code=told.status,
        summary=told.summary,
        description=told.answer,
        operation_id="_".join([told.method.lower(), *re.findall(r"\w+", name)]),
        openapi_extra=body | parameters,
        responses=done | refusals,
        response_class=Response,
        response_model=None,
    )
