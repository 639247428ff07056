"""Nicknames: short, made of letters that can be read, and never changed by us."""

from __future__ import annotations

import unicodedata
from typing import Any

from app.core.errors import BadInput

LONGEST = 20
_FIELD = "nickname"
_SIGNS = " -'._"
# Fillers of Hangul: letters by their category, and nothing is seen of them.
_UNSEEN = "\u115f\u1160\u3164\uffa0"
# Accents pile up; where a script needs them, it needs few on one letter.
_MARKS = 3


def read_nickname(sent: Any) -> str:
    """The nickname that was sent; BadInput under `nickname` where it is none."""
    if not isinstance(sent, str):
        raise BadInput(_FIELD, "A nickname is a text; put it in quotation marks, or leave it out.")
    if not 1 <= len(sent) <= LONGEST:
        raise BadInput(_FIELD, f"A nickname has 1 to {LONGEST} characters.")
    kinds = [unicodedata.category(one) for one in sent]
    wrong = [one for one, kind in zip(sent, kinds, strict=True) if not _fits(one, kind)]
    if wrong:
        raise BadInput(
            _FIELD, f"A nickname has letters, digits, blanks and - ' . _ ; {_said(wrong[0])} is none."
        )
    if not any(kind[0] == "L" or kind == "Nd" for kind in kinds):
        raise BadInput(_FIELD, "A nickname has at least one letter or digit.")
    if "M" * (_MARKS + 1) in "".join([kind[0] for kind in kinds]):
        raise BadInput(_FIELD, f"A nickname has at most {_MARKS} accents on one letter.")
    return sent


def _fits(character: str, kind: str) -> bool:
    return character not in _UNSEEN and (kind[0] in "LM" or kind == "Nd" or character in _SIGNS)


def _said(character: str) -> str:
    """A character as it can be named: itself, or its number where nobody would see it."""
    seen = character.isprintable() and character not in _UNSEEN
    return f"“{character}”" if seen else f"U+{ord(character):04X}"
