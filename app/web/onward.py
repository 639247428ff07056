"""What the page of a refused link offers: what could be read of it, and the nearest one that works."""

from __future__ import annotations

from typing import Any

from fastapi import Request

from app.experiment import parse, sentence
from app.experiment.mending import mended
from app.web.security import FRAMED

# Pages that a link opens; nobody mends an address of the API by hand.
PAGES = {"/", *FRAMED}
_LONG = 160


def onward(request: Request, status: int) -> dict[str, Any] | None:
    """What the template needs of a refused link; None where it is no page's, or nothing was written into it.

    parts: each with its key, its value cut to what a reader takes in, whether it is good, and what would
    stand instead. nearest: the address of the link that works, its picture's, and what it shows in one
    sentence; None where there is none.
    """
    if status != 422 or request.url.path not in PAGES:
        return None
    read = getattr(request.state, "read", parse)
    found = mended(request.url.query, read)
    root = request.scope.get("root_path", "").rstrip("/")
    nearest = None
    if found.query:
        address = f"{root}{request.url.path}?{found.query}"
        picture = f"{root}/api/poster.webp?{found.query}&width=480&height=300"
        nearest = {"address": address, "picture": picture, "sentence": sentence(read(found.query))}
    parts = [
        {"key": _cut(part.key), "value": _cut(part.value), "good": part.good, "instead": _cut(part.instead)}
        for part in found.parts
    ]
    return {"parts": parts, "nearest": nearest, "newer": found.newer}


def _cut(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}… ({len(text):,} characters)"
