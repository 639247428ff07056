"""A file or a pasted text as records: its encoding, its delimiter, its quotes, not yet what it means."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

from app.core.errors import BadInput

MAX_ROWS = 10_000
MAX_COLUMNS = 50
MAX_BYTES = 1_000_000
MAX_KINDS = 50

FIELD = "data"
# The comma comes last: with any of the others it may be the decimal sign.
DELIMITERS = "\t;|,"

_SAMPLE = 20
_CONTROL = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f]")
_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a table may be; more is refused before it is read."""

    rows: int = MAX_ROWS
    columns: int = MAX_COLUMNS
    bytes: int = MAX_BYTES
    kinds: int = MAX_KINDS


@dataclass(frozen=True, slots=True)
class Record:
    """One row of cells, stripped of spaces at their ends, and the line that it begins at, from 1."""

    line: int
    cells: list[str]


def plain(data: bytes | str, limits: Limits) -> str:
    """The text with line ends as newlines; BadInput where it is too long or no text."""
    size = len(data) if isinstance(data, bytes) or len(data) > limits.bytes else _size(data)
    if size > limits.bytes:
        raise BadInput(
            FIELD,
            f"These are {size / 1e6:.1f} MB where {limits.bytes / 1e6:g} MB fit; keep fewer rows or columns.",
        )
    text = _decoded(data) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    strange = _CONTROL.search(text)
    if strange:
        kind = "null" if strange[0] == "\0" else "control"
        raise BadInput(
            FIELD, f"This file holds {kind} characters, so it is no CSV text; save it as CSV UTF-8."
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise BadInput(FIELD, "There is nothing in this file; give a header and at least two rows.")
    return text


def _size(text: str) -> int:
    """Bytes in UTF-8; BadInput where the text has none."""
    try:
        return len(text.encode())
    except UnicodeEncodeError:
        raise BadInput(
            FIELD, "This text holds half characters that can't be written; copy it again."
        ) from None


def _decoded(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise BadInput(FIELD, "This is a spreadsheet or an archive; open it and save the sheet as CSV UTF-8.")
    try:
        return data.decode("utf-16" if data.startswith(_BOMS) else "utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(
            FIELD,
            "This file is not text in UTF-8; in a spreadsheet choose Save as, then CSV UTF-8.",
        ) from None


def opened(text: str) -> tuple[str, str]:
    """The delimiter, and the text without a first line such as `sep=;`, in which spreadsheets name it.

    That line stays behind empty, so that the lines after it keep their numbers.
    """
    first = text.partition("\n")[0]
    if len(first) == 5 and first.lower().startswith("sep=") and first[4] in DELIMITERS:
        return first[4], text[5:]
    return delimiter_of(text), text


def delimiter_of(text: str) -> str:
    """The delimiter under which the first lines have equally many cells; else what parts the first most.

    >>> [delimiter_of(text) for text in ("a,b", "a;b\\n1,5;2,5", "a\\tb", "a|b", "a")]
    [',', ';', '\\t', '|', ',']
    """
    lines = text.split("\n", _SAMPLE)[:_SAMPLE]
    widths = {delimiter: _widths(lines, delimiter) for delimiter in DELIMITERS}
    even = [delimiter for delimiter in DELIMITERS if len(set(widths[delimiter])) == 1 < widths[delimiter][0]]
    return even[0] if even else max(",\t;|", key=lambda delimiter: max(widths[delimiter][:1], default=0))


def _widths(lines: list[str], delimiter: str) -> list[int]:
    """How many cells each record of a sample has; a quote that the sample cuts off ends it."""
    widths: list[int] = []
    with suppress(csv.Error):
        for cells in _reader(lines, delimiter):
            widths += [len(cells)] if cells else []
    return widths


def _reader(lines: Iterable[str], delimiter: str) -> Any:
    """Records as the standard library parts them, a stray quotation mark being an error."""
    ended = (f"{line}\n" for line in lines)
    return csv.reader(ended, delimiter=delimiter, strict=True, skipinitialspace=True)


def records(text: str, delimiter: str, limits: Limits) -> list[Record]:
    """The records of a text, lines without any character left out.

    BadInput where there are more or wider ones than `limits` allow, where they are not equally wide, or
    where a quote is never closed.
    """
    found = list(islice(_read(text, delimiter), limits.rows + 2))
    if not found:
        raise BadInput(FIELD, "There is nothing in this file; give a header and at least two rows.")
    width = len(found[0].cells)
    if width > limits.columns:
        raise BadInput(FIELD, f"There are {width:,} columns where {limits.columns} fit; keep fewer of them.")
    _refuse_ragged(found, width)
    return found


def _read(text: str, delimiter: str) -> Iterator[Record]:
    reader = _reader(_lines(text), delimiter)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield Record(line, [cell.strip() for cell in cells])
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(FIELD, _misquoted(line, too_long="larger" in str(error))) from None


def _lines(text: str) -> Iterator[str]:
    """The lines one by one: of a million of them no more are cut out than are read."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def _misquoted(line: int, too_long: bool) -> str:
    if too_long:
        return f"Line {line} has a cell longer than any may be; look for a quotation mark never closed again."
    return (
        f"In line {line} a quotation mark opens a cell that is not closed as it should be;"
        ' write a quotation mark inside a cell twice: "".'
    )


def _refuse_ragged(found: list[Record], width: int) -> None:
    uneven = [record for record in found if len(record.cells) != width]
    if uneven:
        first, more = uneven[0], len(uneven) - 1
        cells = f"{len(first.cells):,} cell{'' if len(first.cells) == 1 else 's'}"
        others = f", and {more:,} more like it" if more else ""
        raise BadInput(
            FIELD,
            f"Line {first.line} has {cells} where line {found[0].line} has {width}{others};"
            " every line needs as many.",
        )
