"""The cells of one column -> numbers, or kinds, or the reason why neither."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np

from app.core.nearest import shown
from app.core.tables.cells import digits, maybe_thousands, number
from app.core.tables.table import Column

# What is longer is prose, not the name of a kind.
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Source:
    """Where a column is read from: its cells, the line of each, and what parts the cells of a line."""

    cells: list[str]
    lines: tuple[int, ...]
    delimiter: str


def column_of(name: str, title: str, source: Source, kinds: int) -> tuple[Column | None, str]:
    """The column, or None where it is left out; and a sentence on what should be known, else nothing."""
    values = _numbers(source)
    if values is None:
        return _of_kinds(name, title, source, kinds)
    if all(isnan(value) for value in values):
        return None, f"“{title}” is left out: it has no values."
    return Column(name=name, title=title, values=np.array(values)), ""


def _numbers(source: Source) -> list[float] | None:
    """The cells as numbers, if each is one or is missing; with decimal commas where they may be."""
    pointed = _all_numbers(source.cells, comma=False)
    if pointed is not None or source.delimiter == "," or _unclear(source):
        return pointed
    return _all_numbers(source.cells, comma=True)


def _all_numbers(cells: Sequence[str], comma: bool) -> list[float] | None:
    values = []
    for cell in cells:
        value = number(cell, comma)
        if value is None:
            return None
        values.append(value)
    return values


def _unclear(source: Source) -> bool:
    """Whether every comma may just as well part thousands; with semicolons none does."""
    return source.delimiter != ";" and all(maybe_thousands(cell) for cell in source.cells if "," in cell)


def _of_kinds(name: str, title: str, source: Source, kinds: int) -> tuple[Column | None, str]:
    word = _first(source, lambda cell: not _like_a_number(cell))
    if not word:
        odd = _first(source, lambda cell: number(cell) is None)
        return None, (
            f"“{title}” is left out: {odd} can be read in more than one way; write numbers as 1234.5."
        )
    labels = sorted({*source.cells} - {""})
    mixed = any(_like_a_number(cell) for cell in source.cells if cell)
    if len(labels) > kinds or max(map(len, labels)) > LONGEST:
        many = f"it has {len(labels):,} different texts"
        why = f"{word} is no number" if mixed else many if len(labels) > kinds else "its texts are long"
        return None, f"“{title}” is left out: {why}, and kinds may be {kinds} words at most."
    places = {label: float(place) for place, label in enumerate(labels)}
    values = np.array([places.get(cell, nan) for cell in source.cells])
    note = f"“{title}” is read as kinds, because {word} is no number." if mixed else ""
    return Column(name=name, title=title, values=values, labels=tuple(labels)), note


def _like_a_number(cell: str) -> bool:
    return number(cell) is not None or number(cell, comma=True) is not None or digits(cell)


def _first(source: Source, wanted: Callable[[str], bool]) -> str:
    """`“abc” in line 7`: the first cell that is wanted; nothing where there is none."""
    for cell, line in zip(source.cells, source.lines, strict=True):
        if wanted(cell):
            return f"{shown(cell)} in line {line}"
    return ""
