"""What is left of a refused query once everything refused is taken out of it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote_plus

from app.core.errors import BadInput
from app.experiment.read import parse
from app.experiment.value import LETTERS

# A part taken out may bring another to light.
_ROUNDS = 4


def rest_of(query: str, read: Callable[[str], object] = parse) -> str | None:
    """The query without the keys that `read` refuses; None where nothing that can be read is left."""
    parts = [part for part in query.removeprefix("?").split("&") if part]
    for _ in range(_ROUNDS):
        try:
            read("&".join(parts))
        except BadInput as problem:
            bad = {one.field for one in problem.all}
            parts = [part for part in parts if not _belongs(part, bad)]
        else:
            return "&".join(parts) or None
    return None


def _belongs(part: str, fields: set[str]) -> bool:
    """Whether a part is one of the fields, or says more of a run whose optimizer is."""
    key = unquote_plus(part.partition("=")[0], errors="replace")
    return key in fields or (key[:1] in LETTERS and key[1:2] in {".", "@"} and key[:1] in fields)
