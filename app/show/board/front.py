"""What a storyboard says of itself as a whole."""

from __future__ import annotations

from functools import partial
from typing import Any

from app.core.errors import BadInput, attempt, refuse

_MINUTES = 600
_KEYS = ("title", "summary", "minutes")


def front(told: dict[str, Any]) -> tuple[str, str, int]:
    """Title, summary and minutes; BadInput under each that is of another kind or is none of these."""
    problems = [
        BadInput(key[:40], f"A storyboard has no such part; it has {', '.join(_KEYS)} and steps.")
        for key in told
        if key not in _KEYS
    ]
    title, summary = [attempt(partial(_text, told, key), problems) for key in ("title", "summary")]
    minutes = attempt(partial(_minutes, told), problems)
    refuse(problems)
    return title or "", summary or "", minutes or 0


def _text(told: dict[str, Any], key: str) -> str:
    value = told.get(key, "")
    if not isinstance(value, str):
        raise BadInput(key, "This must be a text; put it in quotation marks.")
    return value.strip()


def _minutes(told: dict[str, Any]) -> int:
    value = told.get("minutes", 0)
    # A bool is an int, and no number of minutes.
    if type(value) is not int or not 0 <= value <= _MINUTES:
        raise BadInput("minutes", f"This must be a whole number from 0 to {_MINUTES}.")
    return value
