"""What a room is called: seven letters to be read off a wall, and typed into a phone."""

from __future__ import annotations

from secrets import choice

# No vowels, so that no word is spelled by chance; neither 0 nor O, 1, I or L, 5 or S beside the other.
ALPHABET = "23456789BCDFGHJKMNPQRTVWXYZ"
LENGTH = 7
# How many rooms there could be: 27 ** 7, ten thousand million.
CODES = len(ALPHABET) ** LENGTH


def new_code() -> str:
    """A code that nobody could guess; whether it is another room's is for the caller to see."""
    return "".join([choice(ALPHABET) for _ in range(LENGTH)])


def meant(text: str) -> str:
    """The code as rooms are known by it, without blanks and hyphens; empty where no room could be called so.

    >>> meant("b2c-d3 f4")
    'B2CD3F4'
    """
    code = text.upper().replace(" ", "").replace("-", "")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""
