"""What was typed, repeated and compared with what there is, for messages that say what to do instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

# Comparing takes time that grows with the square of the length.
_COMPARED, _SHOWN = 100, 40


def closest(word: str, known: Iterable[str]) -> str:
    """The one of `known` that is most like what was typed; empty where none is close."""
    return next(iter(difflib.get_close_matches(word.lower()[:_COMPARED], [*known], 1)), "")


def asked(close: str) -> str:
    """Whether `close` was meant, as a question and a space; nothing where it is empty."""
    return f"Did you mean {close}? " if close else ""


def shown(text: str) -> str:
    """A user's text, short enough to be repeated in a message."""
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"
