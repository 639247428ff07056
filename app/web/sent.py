"""What a body of JSON says to a room: each part by its name, and nothing that is not known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import orjson
from fastapi import Request

from app.core.errors import BadInput, attempt, refuse
from app.web.receiving import Body, received, refuse_elsewhere, sent_nothing

Check = Callable[[str, Any], Any]
# What a follower's page makes for itself.
WHO = re.compile(r"[A-Za-z0-9_-]{16,64}")


async def body(request: Request, kind: Body, limit: int, needed: bool = True) -> dict[str, Any]:
    """The JSON object that a request sends; nothing where it sends no body and none is needed."""
    if not needed and sent_nothing(request):
        refuse_elsewhere(request, kind)
        return {}
    try:
        sent = orjson.loads(await received(request, limit, kind))
    except orjson.JSONDecodeError:
        sent = None
    if not isinstance(sent, dict):
        raise BadInput(kind.field, "Send a JSON object, such as {}.")
    return sent


def value(key: str, text: str) -> Any:
    """What a key of a query says in JSON."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise BadInput(key, 'Write it as JSON, such as [1, 2], 0 or "a".') from None


def parts(sent: dict[str, Any], known: Mapping[str, Check], *required: str) -> dict[str, Any]:
    """Every known part that was sent, checked; BadInput under each that is bad, missing or unknown."""
    problems = [
        BadInput(key[:40], f"There is no such part here; there are {', '.join(known)}.")
        for key in sent
        if key not in known
    ]
    problems += [BadInput(key, "This is missing.") for key in required if key not in sent]
    found = {
        key: attempt(partial(check, key, sent[key]), problems) for key, check in known.items() if key in sent
    }
    refuse(problems)
    return found


def text(key: str, value: Any) -> str:
    """A text."""
    if not isinstance(value, str):
        raise BadInput(key, "This must be a text; put it in quotation marks.")
    return value


def yes(key: str, value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise BadInput(key, "This must be true or false.")
    return value


def within(low: float, high: float) -> Check:
    """A number between these two."""

    def check(key: str, value: Any) -> float:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not low <= value <= high:
            raise BadInput(key, f"This must be a number from {low:,g} to {high:,g}.")
        return float(value) if isinstance(value, float) and value % 1 else int(value)

    return check


def one_of(*choices: str) -> Check:
    """One of these words."""

    def check(key: str, value: Any) -> str:
        if value not in choices:
            raise BadInput(key, f"Choose one of {', '.join(choices)}.")
        return str(value)

    return check


def who(key: str, value: Any) -> str:
    """What a follower is known by."""
    if not isinstance(value, str) or not WHO.fullmatch(value):
        raise BadInput(key, "This must be 16 to 64 letters, digits, - and _ that the page made by chance.")
    return value
