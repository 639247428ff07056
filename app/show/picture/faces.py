"""The typeface of pictures, out of an installed package: words as outlines, and how much room they take.

Outlines of signs are kept, and a text is one path of them: to have a renderer lay out and hint each text anew
takes longer than all else in a picture, and in an SVG an outline needs no font.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path as File

import fontpkg_fira_sans
import matplotlib
import numpy as np
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path
from numpy.typing import NDArray

from app.core.rows import Floats

_FIRA = File(fontpkg_fira_sans.ROOT) / "files"
# What Fira Sans lacks is taken from the face that matplotlib carries.
_DEJAVU = File(matplotlib.get_data_path()) / "fonts" / "ttf"
_FILES = {
    "regular": (_FIRA / "FiraSans-Regular.ttf", _DEJAVU / "DejaVuSans.ttf"),
    "medium": (_FIRA / "FiraSans-Medium.ttf", _DEJAVU / "DejaVuSans.ttf"),
    "semibold": (_FIRA / "FiraSans-SemiBold.ttf", _DEJAVU / "DejaVuSans-Bold.ttf"),
}
_SIZE = 100.0
_INCH = 72
_ELLIPSIS = "…"
_UNKNOWN = "□"
_FIXED = 65536

# Outline, its codes, and how far the next sign stands from it.
Glyph = tuple[Floats, NDArray[np.generic], float]


@cache
def _faces(weight: str) -> tuple[FT2Font, ...]:
    found = tuple([FT2Font(str(file)) for file in _FILES[weight]])
    for font in found:
        font.set_size(_SIZE, _INCH)
    return found


@cache
def _glyph(sign: str, weight: str) -> Glyph:
    """A sign at the size of measuring; a box for one that neither face has."""
    shown = " " if sign.isspace() else sign
    font = next((font for font in _faces(weight) if ord(shown) in font.get_charmap()), None)
    if font is None:
        return _glyph(_UNKNOWN, weight)
    advance = font.load_char(ord(shown), LoadFlags.NO_HINTING).linearHoriAdvance / _FIXED
    outline, codes = font.get_path()
    return outline, codes, float(advance)


def outline(text: str, size: float, weight: str = "regular") -> Path | None:
    """The text as a path, y upwards from the line that it stands on; None where nothing is to be seen."""
    parts, codes, at = [], [], 0.0
    for sign in text:
        points, told, advance = _glyph(sign, weight)
        if len(points):
            parts.append(points + np.array((at, 0.0)))
            codes.append(told)
        at += advance
    if not parts:
        return None
    return Path(np.concatenate(parts) * (size / _SIZE), np.concatenate(codes))


def width(text: str, size: float, weight: str = "regular") -> float:
    """How wide a text is, in pixels of the picture."""
    return sum([_glyph(sign, weight)[2] for sign in text]) * size / _SIZE


def shortened(text: str, room: float, size: float, weight: str = "regular") -> str:
    """The text, or as much of it as there is room for, with an ellipsis at its end."""
    if width(text, size, weight) <= room:
        return text
    kept = len(text)
    while kept and width(text[:kept].rstrip() + _ELLIPSIS, size, weight) > room:
        kept -= 1
    return text[:kept].rstrip() + _ELLIPSIS


def wrapped(text: str, room: float, size: float, most: int, weight: str = "regular") -> list[str]:
    """The text in at most so many lines, broken between words, or within one that is longer than a line."""
    lines: list[str] = []
    left = text.split()
    while left and len(lines) < most:
        last = len(lines) == most - 1
        taken = _line(left, room, size, weight)
        lines.append(shortened(" ".join(left), room, size, weight) if last else taken)
        left = [] if last else _rest(left, taken)
    return lines


def _line(words: Sequence[str], room: float, size: float, weight: str) -> str:
    """As many words as fit; of one too long for a line, as much of it as does."""
    taken = words[0]
    if width(taken, size, weight) > room:
        end = len(taken)
        while end > 1 and width(taken[:end], size, weight) > room:
            end -= 1
        return taken[:end]
    for word in words[1:]:
        if width(f"{taken} {word}", size, weight) > room:
            break
        taken = f"{taken} {word}"
    return taken


def _rest(words: Sequence[str], taken: str) -> list[str]:
    return " ".join(words)[len(taken) :].split()
