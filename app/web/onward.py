"""What the page of a refused link offers: what could be read of it, and the nearest one that works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from app.experiment import Experiment, parse, sentence
from app.experiment.mending import mended
from app.web.mounted import root_of
from app.web.security import FRAMED

# Pages that a link opens; nobody mends an address of the API by hand.
PAGES = {"/", "/present/experiment", *FRAMED}
_LONG = 160

Read = Callable[[str], Experiment]


@dataclass(frozen=True, slots=True)
class Onward:
    """What a page that refuses offers.

    parts: those of the link, each with its key, its value cut to what a reader takes in, whether it is
    good, and what would stand instead. nearest: the address of the link that works, its picture's, and what
    it shows in one sentence; None where there is none. newer: whether a newer version may know more. links:
    other places to go, each with its name and its address.
    """

    parts: tuple[dict[str, Any], ...] = ()
    nearest: dict[str, str] | None = None
    newer: bool = False
    links: tuple[tuple[str, str], ...] = ()


NOTHING = Onward()


def onward(request: Request, status: int) -> Onward:
    """What is offered in the place of a refused link; nothing where the page is no link's."""
    if status != 422 or request.url.path not in PAGES:
        return NOTHING
    read = getattr(request.state, "read", parse)
    found = mended(request.url.query, read)
    path = f"{request.url.path}?{found.query}"
    nearest = offered(request, path, found.query, read) if found.query else None
    parts = [
        {"key": _cut(part.key), "value": _cut(part.value), "good": part.good, "instead": _cut(part.instead)}
        for part in found.parts
    ]
    return Onward(tuple(parts), nearest, found.newer)


def offered(request: Request, path: str, query: str, read: Read) -> dict[str, str]:
    """A page that works, at `path` of this server, and what its query shows."""
    root = root_of(request.scope)
    picture = f"{root}/api/poster.webp?{query}&width=480&height=300"
    return {"address": f"{root}{path}", "picture": picture, "sentence": sentence(read(query))}


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}… ({len(text):,} characters)"
