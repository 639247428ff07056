"""What a request sends along: its type checked first, and never more of it read than may be."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request

from app.core.tables.records import FIELD
from app.web.problems import Refused


@dataclass(frozen=True, slots=True)
class Body:
    """What a path takes: under which field it is refused, as which types it comes, what it is called."""

    field: str
    types: tuple[str, ...]
    named: str
    elsewhere: str
    less: str


ROWS = Body(
    field=FIELD,
    types=("text/csv", "text/plain"),
    named="the rows",
    elsewhere="A page of another site may not send rows here; send them from this one.",
    less="keep fewer rows or columns.",
)
LINK = Body(
    field="query",
    types=("application/json",),
    named="the link",
    elsewhere="A page of another site may not make links here; make them on this one.",
    less="a link has no more than 16,000 characters.",
)
STORYBOARD = Body(
    field="board",
    types=("application/json", "text/markdown"),
    named="the storyboard",
    elsewhere="A page of another site may not send storyboards here; make them on this one.",
    less="a storyboard has at most 60,000 bytes.",
)

ROOM = Body(
    field="room",
    types=("application/json",),
    named="what is to be done",
    elsewhere="A page of another site may not lead rooms here; do it on this one.",
    less="send less.",
)
ANSWER = Body(
    field="answer",
    types=("application/json",),
    named="the answer",
    elsewhere="A page of another site may not answer here; answer on this one.",
    less="an answer is short.",
)


async def received(request: Request, limit: int, kind: Body) -> bytes:
    """The body, at most `limit` bytes; Refused with 403, 415 or 413 before more is read."""
    refuse_elsewhere(request, kind)
    told = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if told not in kind.types:
        named = f"not {told[:40]}" if told else "and say so in Content-Type"
        raise Refused(415, kind.field, f"Send {kind.named} as {' or '.join(kind.types)}, {named}.")
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and int(announced[:19]) > limit:
        raise _too_large(kind, limit)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > limit:
            raise _too_large(kind, limit)
    return bytes(body)


def refuse_elsewhere(request: Request, kind: Body) -> None:
    """Refused with 403 where a browser sends it for a page of another site."""
    if request.headers.get("sec-fetch-site") == "cross-site":
        # It would, for any page that its reader happens to look at.
        raise Refused(403, kind.field, kind.elsewhere)


def sent_nothing(request: Request) -> bool:
    """Whether the request has no body at all."""
    headers = request.headers
    return headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers


def _too_large(kind: Body, limit: int) -> Refused:
    size = f"{limit / 1e6:g} MB" if limit >= 10_000 else f"{limit:,} bytes"
    return Refused(413, kind.field, f"This is more than the {size} that fit; {kind.less}")
