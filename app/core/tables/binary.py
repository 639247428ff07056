"""A table -> bytes, the same for ever: what a stored table is kept as, and what its id is made from.

A line of JSON says what the columns are called and which kinds they have; behind it stand the values, one
column after the other, as little-endian float64. A million of them are read fifty times sooner than out of
a CSV, and compressed they take no more room.
"""

from __future__ import annotations

import json

import numpy as np

from app.core.tables.reading import ID, NAME, ORIGIN, looked_at
from app.core.tables.table import Column, Table

FORMAT = 1
_VALUES = np.dtype("<f8")


def bytes_of(table: Table) -> bytes:
    """The columns' names, titles, kinds and values; equal for tables whose columns are."""
    columns = [[column.name, column.title, list(column.labels)] for column in table.columns]
    head = json.dumps([FORMAT, table.rows, columns], ensure_ascii=False, separators=(",", ":"))
    values = [_plain(column).astype(_VALUES).tobytes() for column in table.columns]
    return b"\n".join([head.encode(), b"".join(values)])


def _plain(column: Column) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The values with one kind of nan and one kind of 0."""
    return np.where(np.isnan(column.values), np.nan, column.values + 0.0)


def table_of(data: bytes) -> Table:
    """The table that `bytes_of` wrote; ValueError where these are no such bytes."""
    head, _, values = data.partition(b"\n")
    format, rows, told = json.loads(head)
    if format != FORMAT or len(values) != rows * len(told) * _VALUES.itemsize:
        raise ValueError(f"no table in format {FORMAT}")
    cells = np.frombuffer(values, _VALUES).reshape(len(told), rows)
    columns = [
        Column(name=name, title=title, values=cells[place], labels=tuple(labels))
        for place, (name, title, labels) in enumerate(told)
    ]
    x, y = looked_at(columns)
    return Table(id=ID, name=NAME, columns=tuple(columns), x=x, y=y, origin=ORIGIN)
