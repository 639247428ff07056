"""Whether a column can be what it is chosen for: an input, a target, a yes or no."""

from __future__ import annotations

import numpy as np

from app.core.errors import BadInput
from app.core.tables.table import Column, Table

# So many lines are named; of the rest only the number is told.
_NAMED = 5


def check_input(table: Table, name: str, field: str = "s.x") -> Column:
    """The column as an input: numbers, or two kinds, none missing and not all the same.

    BadInput under `field` with what to do where it can't be one.
    """
    column = _whole(table, name, field)
    if len(column.labels) > 2:
        raise BadInput(
            field,
            f"“{column.title}” has {len(column.labels)} kinds without an order; choose a column of numbers.",
        )
    if column.constant:
        raise BadInput(
            field,
            f"“{column.title}” is the same in every row, so nothing follows from it; choose another column.",
        )
    return column


def check_target(table: Table, name: str, field: str = "s.y") -> Column:
    """The column as a number to be foretold; kinds only where there are two. BadInput as above."""
    column = _whole(table, name, field)
    if len(column.labels) > 2:
        raise BadInput(
            field,
            f"“{column.title}” has {len(column.labels)} kinds, and one number can't tell them apart;"
            " choose a column of numbers or of two kinds.",
        )
    return column


def check_two_valued(table: Table, name: str, field: str = "s.y") -> Column:
    """The column as a yes-or-no target: exactly 0 and 1. BadInput that names the columns that are."""
    column = _whole(table, name, field)
    if not column.two_valued:
        fit = [other.name for other in table.columns if other.two_valued and not other.missing]
        choices = f"choose one of {', '.join(fit)}" if fit else "this table has none; choose another table"
        raise BadInput(field, f"“{column.title}” is not a column of 0 and 1: {choices}.")
    return column


def check_kinds(table: Table, name: str, field: str = "s.y") -> Column:
    """The column as one of several kinds, its values 0 to k-1. BadInput that names the columns that are."""
    column = _whole(table, name, field)
    if not column.two_valued and len(column.labels) < 2:
        fit = [other.name for other in table.columns if other.two_valued or len(other.labels) > 1]
        choices = f"choose one of {', '.join(fit)}" if fit else "this table has none; choose another table"
        raise BadInput(field, f"“{column.title}” is not a column of kinds: {choices}.")
    return column


def _whole(table: Table, name: str, field: str) -> Column:
    """The column, if none of its values is missing."""
    column = table.column(name, field)
    if column.missing:
        raise BadInput(
            field,
            f"“{column.title}” has no value in {_where(table, column)}: fill it in, take those rows out,"
            " or choose another column.",
        )
    return column


def _where(table: Table, column: Column) -> str:
    """`lines 3, 8 and 9`, `line 3`, `rows 1, 2, 3, 4, 5 and 70 more`."""
    places = np.flatnonzero(np.isnan(column.values)).tolist()
    named = [str(table.lines[place] if table.lines else place + 1) for place in places[:_NAMED]]
    word = "line" if table.lines else "row"
    if len(places) == 1:
        return f"{word} {named[0]}"
    last = f"{len(places) - _NAMED} more" if len(places) > _NAMED else named.pop()
    return f"{word}s {', '.join(named)} and {last}"
