"""A query string as keys with one value each, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

from app.core.errors import BadInput
from app.core.nearest import shown

CHARACTERS = 16_000
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Given:
    """A value as decoded; `plus` where it was written with a bare +, which reads as a space."""

    text: str
    plus: bool = False


def split(query: str) -> tuple[dict[str, Given], list[BadInput]]:
    """Every key with its value, and what had to be refused on the way."""
    if len(query) > CHARACTERS:
        message = f"This link is {len(query)} characters long; the limit is {CHARACTERS}."
        return {}, [BadInput("query", message)]
    given: dict[str, Given] = {}
    problems: list[BadInput] = []
    for part in query.removeprefix("?").split("&"):
        if part:
            _take(part, given, problems)
    return given, problems


def _take(part: str, given: dict[str, Given], problems: list[BadInput]) -> None:
    written, _, text = part.partition("=")
    if not written:
        problems.append(BadInput("query", f"A value stands without its key: {shown(part)}."))
        return
    try:
        key = _decoded(written, "query")
        value = Given(_decoded(text, key), "+" in text)
    except BadInput as problem:
        problems.append(problem)
        return
    if key in given:
        problems.append(BadInput(key, f"{shown(key)} is given more than once; keep one of them."))
    given.setdefault(key, value)


def _decoded(written: str, field: str) -> str:
    if _BROKEN_ESCAPE.search(written):
        raise BadInput(field, "A % in a link must be written %25.")
    try:
        text = unquote_to_bytes(written.replace("+", " ")).decode()
    except UnicodeDecodeError:
        raise BadInput(field, "This is not text in UTF-8; write it again in plain characters.") from None
    if any(ord(character) < 32 and character not in "\t\n\r" for character in text):
        raise BadInput(field, "This has a control character in it; take it out.")
    return text


def join(pairs: Iterable[tuple[str, str]]) -> str:
    """Pairs as a query string; what is safe and readable in a link stays as it is."""
    return "&".join(f"{_quoted(key)}={_quoted(value)}" for key, value in pairs)


def _quoted(text: str) -> str:
    return quote(text, safe="*()/,:@")
