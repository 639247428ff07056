"""Tables as the page shows them: where they come from, their columns, their rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from app.core.errors import BadInput
from app.core.tables import Column, Table
from app.core.tables.packing import pack
from app.core.tables.reading import read
from app.core.tables.records import Limits
from app.show.parameters import parameter
from app.tables import CATALOGUE, load, settled

# Of what was sent, so many rows are told back; whoever sent it has the others.
FIRST = 1000
IN_LINK = "The rows are in the link, and nowhere else. Whoever has the link has the rows."
ON_SERVER = (
    "Too many rows for the link: they are kept on this server, and are sent nowhere else. "
    "Whoever has the link can see them."
)


def listed() -> dict[str, Any]:
    """Every table at its defaults, simplest first, without its rows."""
    return {"tables": [_with_parameters(id, {}) for id in CATALOGUE]}


def data(id: str, parameters: Mapping[str, float]) -> dict[str, Any]:
    """One table with its rows. BadInput under `s.data` or `s.NAME` where there is none such."""
    return _with_parameters(id, parameters) | {"rows": rows(load(id, parameters))}


def own(sent: bytes, limits: Limits, keep: Callable[[Table], str]) -> dict[str, Any]:
    """Your own table with its first rows, and under `data` what stands for it in a link.

    keep: gives an id to a table that is too large for a link, and remembers it. where: a sentence on where
    the rows are now. BadInput under `data`.
    """
    table = read(sent, limits)
    data, where = _standing(table, keep)
    return {"data": data, "where": where, **told(table), "rows": rows(table, FIRST)}


def _standing(table: Table, keep: Callable[[Table], str]) -> tuple[str, str]:
    try:
        return pack(table), IN_LINK
    except BadInput:
        return keep(table), ON_SERVER


def whole(table: Table) -> dict[str, Any]:
    """A table with all of its rows."""
    return told(table) | {"rows": rows(table)}


def told(table: Table) -> dict[str, Any]:
    """All that is said of a table; `count` is the number of its rows."""
    return {
        "id": table.id,
        "name": table.name,
        "origin": table.origin,
        "licence": table.licence,
        "made": table.made,
        "story": table.story,
        "notes": table.notes,
        "count": table.rows,
        "columns": [_column(column) for column in table.columns],
        "x": table.x,
        "y": table.y,
    }


def rows(table: Table, most: int | None = None) -> list[list[float]]:
    """A list for each row: numbers, for kinds their place among the labels, nan where one is missing."""
    cells: list[list[float]] = np.column_stack([column.values[:most] for column in table.columns]).tolist()
    return cells


def _with_parameters(id: str, parameters: Mapping[str, float]) -> dict[str, Any]:
    values = settled(id, parameters)
    known = [parameter(limits) | {"value": values[limits.name]} for limits in CATALOGUE[id].parameters]
    return told(load(id, parameters)) | {"parameters": known}


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "title": column.title,
        "unit": column.unit,
        "help": column.help,
        "labels": column.labels,
        "count": len(column.present),
        "missing": column.missing,
        **_summary(column),
    }


def _summary(column: Column) -> dict[str, float | None]:
    """The lowest, the highest and the mean of numbers; kinds have none."""
    present = column.present
    if column.labels or not present.size:
        return {"low": None, "high": None, "mean": None}
    return {"low": float(present.min()), "high": float(present.max()), "mean": float(present.mean())}
