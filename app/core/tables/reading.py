"""A CSV text -> a table, with a sentence for everything that can't be read. Nothing is guessed or mended.

Numbers. A point is always a decimal sign. Where cells are parted by semicolons, tabs or bars, a column may
have decimal commas instead. `1,234` could also mean a thousand: with semicolons it is 1.234, as everybody
writes who needs them; with tabs or bars the column is taken only if another of its cells, such as `1,5`, says
which; with commas never. Thousands are not parted: such columns are left out, and the table's notes say so.

Missing. An empty cell, nan, inf, NA or null in a column of numbers is kept as missing: the column can't be
chosen while the row is there. Lines without any value are left out, and the notes say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from app.core.errors import BadInput
from app.core.tables.cells import number
from app.core.tables.columns import LONGEST, Source, column_of
from app.core.tables.names import named
from app.core.tables.records import FIELD, Limits, Record, opened, plain, records
from app.core.tables.table import Column, Table

ID = "own"
NAME = "Your data"
ORIGIN = "Yours."
LIMITS = Limits()


def read(data: bytes | str, limits: Limits = LIMITS) -> Table:
    """Your table out of a CSV text, or out of a file's bytes in UTF-8 or in UTF-16 with its mark.

    Cells are parted by commas, semicolons, tabs or bars. The first line is a header unless it holds a
    number. Columns of text become kinds, in the order of the alphabet. BadInput under `data`.
    """
    delimiter, text = opened(plain(data, limits))
    found = records(text, delimiter, limits)
    rows = [record for record in found if any(record.cells)]
    notes = [_without_values(len(found) - len(rows))] if len(rows) < len(found) else []
    if not rows:
        raise BadInput(FIELD, "Every cell is empty; give a header and at least two rows.")
    header = _is_header(rows[0], delimiter)
    titles = rows[0].cells if header else [""] * len(rows[0].cells)
    return _table(titles, rows[header:], delimiter, limits, notes)


def read_exact(text: str, limits: Limits = LIMITS) -> Table:
    """The table out of a text that `csv_of` wrote: commas, a header, every row kept."""
    found = records(plain(text, limits), ",", limits)
    return _table(found[0].cells, found[1:], ",", limits, [])


def _is_header(record: Record, delimiter: str) -> bool:
    """Whether no cell of the first line is a number."""
    return not any(_is_number(cell, delimiter != ",") for cell in record.cells)


def _is_number(cell: str, commas: bool) -> bool:
    values = [number(cell), number(cell, comma=True) if commas else None]
    return any(value is not None and not isnan(value) for value in values)


def _without_values(count: int) -> str:
    lines, are = ("line", "is") if count == 1 else ("lines", "are")
    return f"{count:,} {lines} without any value {are} left out."


def _table(
    titles: Sequence[str], rows: Sequence[Record], delimiter: str, limits: Limits, notes: list[str]
) -> Table:
    _check_rows(len(rows), limits)
    titles = [_short(" ".join(title.split())) for title in titles]
    lines = tuple([row.line for row in rows])
    columns = []
    for place, name in enumerate(named(titles)):
        source = Source([row.cells[place] for row in rows], lines, delimiter)
        title = titles[place] or f"column {place + 1}"
        column, note = column_of(name, title, source, limits.kinds)
        columns += [column] if column else []
        notes += [note] if note else []
    _check_columns(columns, notes)
    x, y = looked_at(columns)
    return Table(
        id=ID, name=NAME, columns=tuple(columns), x=x, y=y, origin=ORIGIN, notes=tuple(notes), lines=lines
    )


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"


def _check_rows(count: int, limits: Limits) -> None:
    if count > limits.rows:
        raise BadInput(FIELD, f"There are more than {limits.rows:,} rows; keep a part of them.")
    if count < 2:
        found = "only one row" if count else "a header and no row below it"
        raise BadInput(FIELD, f"There is {found}; give at least two rows.")


def _check_columns(columns: Sequence[Column], notes: Sequence[str]) -> None:
    why = f" {notes[0]}" if notes else ""
    if all(column.labels for column in columns):
        raise BadInput(FIELD, f"No column holds numbers; write them as 1234.5, cells parted by commas.{why}")
    if len(columns) < 2:
        raise BadInput(
            FIELD,
            f"Only “{columns[0].title}” can be read; give a second column, to be foretold from it.{why}",
        )


def looked_at(columns: Sequence[Column]) -> tuple[tuple[str, ...], str]:
    """The first column of numbers that varies, and the last other one; kinds only where numbers run out."""
    able = [column for column in columns if not column.missing and not column.constant]
    able = [column for column in able if not column.labels] + [column for column in able if column.two_valued]
    names = list(dict.fromkeys([column.name for column in (*able, *columns)]))
    numbers = [column.name for column in able if not column.labels]
    return (names[0],), numbers[-1] if len(numbers) > 1 else names[1]
