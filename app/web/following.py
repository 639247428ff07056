"""What a room tells, as a stream to one follower: lean, for there are hundreds of them, for hours."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from fastapi import Response
from starlette.types import Receive, Scope, Send

from app.room.hall import Seat
from app.web.stream import HEADERS

# Seconds after which a word is said for the sake of whatever is on the way, which else would hang up.
BEAT = 15.0
_BEGIN = b"retry: 1000\n\n"
_BEAT = b": still here\n\n"


class Heard(Response):
    """The events that a seat hears, until its follower leaves or nothing more will be said.

    A response of our own, as Starlette's streams make a group of tasks for each connection: here is one
    task besides the server's own, which waits for the follower to leave.
    """

    def __init__(self, seat: Seat, headers: Mapping[str, str] = HEADERS) -> None:
        self.status_code = 200
        self.media_type = "text/event-stream"
        self.background = None
        self.init_headers(headers)
        self.seat = seat

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        gone = asyncio.create_task(_left(receive, self.seat))
        try:
            start = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            await send(start)
            await send(_body(_BEGIN))
            while (said := await self.seat.more(BEAT)) is not None:
                await send(_body(said or _BEAT))
            if not gone.done():
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()
            self.seat.leave()


def _body(said: bytes) -> dict[str, object]:
    return {"type": "http.response.body", "body": said, "more_body": True}


async def _left(receive: Receive, seat: Seat) -> None:
    """Free the seat as soon as the follower is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    seat.leave()
