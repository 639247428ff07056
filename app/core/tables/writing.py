"""A table -> a CSV text, the same for ever: what a table's identity and its link are made from."""

from __future__ import annotations

from math import isnan

from app.core.tables.cells import written
from app.core.tables.names import named
from app.core.tables.table import Column, Table


def csv_of(table: Table) -> str:
    """The table as CSV, always the same text for the same columns: titles, commas, shortest numbers.

    `read_exact` reads it back, every number to the last bit. Kinds come back in the order of the alphabet.
    """
    columns = [_texts(column) for column in table.columns]
    lines = [_titles(table), *zip(*columns, strict=True)]
    return "".join([",".join([_quoted(cell) for cell in line]) + "\n" for line in lines])


def _titles(table: Table) -> tuple[str, ...]:
    """The titles, if the same names would be made of them; else the names."""
    titles = tuple([column.title for column in table.columns])
    return titles if tuple(named(titles)) == table.names else table.names


def _texts(column: Column) -> list[str]:
    if not column.labels:
        return [written(value) for value in column.values.tolist()]
    return ["" if isnan(value) else column.labels[int(value)] for value in column.values.tolist()]


def _quoted(cell: str) -> str:
    plain = not any(sign in cell for sign in ',"\n\r') and cell == cell.strip()
    return cell if plain else f'"{cell.replace(chr(34), 2 * chr(34))}"'
