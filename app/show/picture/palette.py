"""The page's colours, which pictures share: `static/css/theme.css` says the same, and a test holds it so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Colour = tuple[float, float, float, float]


def colour(text: str, alpha: float = 1.0) -> Colour:
    """The colour that six hexadecimal digits name, each channel from 0 to 1."""
    red, green, blue = [int(text[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    return red, green, blue, alpha


def blend(above: str, below: str, share: float) -> str:
    """`share` of one colour on another."""
    mixed = [int(below[k : k + 2], 16) * (1 - share) + int(above[k : k + 2], 16) * share for k in (0, 2, 4)]
    return "".join([f"{round(channel):02x}" for channel in mixed])


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as six hexadecimal digits. runs: by letter. heights: of the surface, low to high."""

    paper: str
    panel: str
    ink: str
    soft: str
    line: str
    accent: str
    runs: Mapping[str, str]
    heights: tuple[str, ...]

    def height(self, share: float) -> str:
        """The surface's colour at a share of the way from the lowest to the highest."""
        place = min(max(share, 0.0), 1.0) * (len(self.heights) - 1)
        low = min(int(place), len(self.heights) - 2)
        return blend(self.heights[low + 1], self.heights[low], place - low)


LIGHT = Palette(
    paper="fdfdfb",
    panel="f4f4f0",
    ink="1d2125",
    soft="5b636b",
    line="e2e2dc",
    accent="24597a",
    runs={
        "a": "0764ea", "b": "c1310e", "c": "046d64", "d": "750da6",
        "e": "543a01", "f": "272828", "g": "c03e85", "h": "5c6b33",
    },
    heights=(
        "a6c2d7", "b0c8d9", "bacfdc", "c5d5df", "cfdbe2", "d9e2e4", "e3e8e7", "eeefea", "f8f5ec",
    ),
)  # fmt: skip

DARK = Palette(
    paper="14171b",
    panel="1b1f24",
    ink="e8eaec",
    soft="a0a8b0",
    line="2b3138",
    accent="8fc3df",
    runs={
        "a": "669dfe", "b": "fa7d4d", "c": "77f5c3", "d": "d7b9fa",
        "e": "e3bd20", "f": "e7f8ff", "g": "f790b0", "h": "b0f85c",
    },
    heights=(
        "111620", "151d27", "1a242e", "1f2b35", "24323d", "293a44", "2e424c", "334954", "38515c",
    ),
)  # fmt: skip

PALETTES = {"light": LIGHT, "dark": DARK}
