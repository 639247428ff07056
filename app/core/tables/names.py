"""Names for columns: what people call them, made into what links and formulas can."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 40


def named(titles: Iterable[str]) -> list[str]:
    """A name of its own for each title: lowercase ASCII letters, digits, underscores, a letter first.

    >>> named(["Größe (cm)", "x", "X", "3rd", "📈"])
    ['grosse_cm', 'x', 'x_2', 'column_3rd', 'column_5']
    """
    names: list[str] = []
    for place, title in enumerate(titles, 1):
        names.append(_free(slug(title) or f"column_{place}", names))
    return names


def slug(title: str) -> str:
    """The letters and digits of a title, parted by underscores; empty where it has none."""
    letters = unicodedata.normalize("NFKD", title[:1000].casefold()).encode("ascii", "ignore").decode()
    text = re.sub(r"[^a-z0-9]+", "_", letters.lower()).strip("_")
    return f"column_{text}"[:LONGEST] if text[:1].isdigit() else text[:LONGEST].rstrip("_")


def _free(name: str, taken: list[str]) -> str:
    if name not in taken:
        return name
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"
