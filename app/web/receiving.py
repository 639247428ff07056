"""What a request sends along: described, its type checked first, and never more of it read than may be."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

from fastapi import APIRouter, Request, Response

from app.web.documented import PROBLEM, Path, content
from app.web.problems import MEDIA_TYPE, Refused

CSV = ("text/csv", "text/plain")
EXAMPLE = "hours,passed\n1,0\n2,0\n4,1\n6,1\n"

# What may be sent, by the path that it is sent to.
SENT = {
    "/data": Path(
        "Your own table",
        "Send a CSV as the body, in UTF-8: a header, then at least two rows, cells parted by commas, "
        "semicolons, tabs or bars. `data` stands for the table in a link, as in `surface=fit&s.data=z-...`; "
        "`columns` and the first thousand `rows` are as told of any other table, `notes` say what could not "
        "be read. Rows that pack into 6,000 characters are in the link alone, `z-...`, and the server keeps "
        "none of them. More are kept on the server by an id made from the rows, `t-...`; `where` says which.",
        grammar=False,
    ),
}


async def received(request: Request, limit: int, field: str, types: Collection[str] = CSV) -> bytes:
    """The body, at most `limit` bytes; Refused with 403, 415 or 413 before more is read."""
    if request.headers.get("sec-fetch-site") == "cross-site":
        # A browser would send it for any page that its reader happens to look at.
        raise Refused(403, field, "A page of another site may not send rows here; send them from this one.")
    told = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if told not in types:
        named = f"not {told[:40]}" if told else "and say so in Content-Type"
        raise Refused(415, field, f"Send the rows as {' or '.join(types)}, {named}.")
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and int(announced[:19]) > limit:
        raise _too_large(field, limit)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > limit:
            raise _too_large(field, limit)
    return bytes(body)


def _too_large(field: str, limit: int) -> Refused:
    return Refused(
        413, field, f"This is more than the {limit / 1e6:g} MB that fit; keep fewer rows or columns."
    )


def add(routes: APIRouter, name: str, endpoint: Callable[..., Any]) -> None:
    """Put an endpoint that takes a CSV at its path, for POST."""
    told = SENT[name]
    body = {"text/csv": {"schema": {"type": "string"}, "example": EXAMPLE}}
    routes.add_api_route(
        name,
        endpoint,
        methods=["POST"],
        status_code=201,
        summary=told.summary,
        description=told.answer,
        operation_id="send_" + "_".join(re.findall(r"\w+", name)),
        openapi_extra={"requestBody": {"required": True, "content": body}},
        responses={
            201: content(told.answer, told.media_type, {"type": "object"}),
            403: content("A browser sends it for a page of another site.", MEDIA_TYPE, PROBLEM),
            413: content("The body is larger than the server takes.", MEDIA_TYPE, PROBLEM),
            415: content("The body is neither text/csv nor text/plain.", MEDIA_TYPE, PROBLEM),
            422: content("What is wrong with the rows.", MEDIA_TYPE, PROBLEM),
            503: content("The rows are too many for a link, and can't be kept now.", MEDIA_TYPE, PROBLEM),
            507: content(
                "They are too many for a link, and there is no room to keep them.", MEDIA_TYPE, PROBLEM
            ),
        },
        response_class=Response,
        response_model=None,
    )
