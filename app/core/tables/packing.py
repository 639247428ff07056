"""A small table as part of a link: its CSV, compressed, in characters that a URL leaves alone."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from dataclasses import replace
from functools import lru_cache

from app.core.errors import BadInput
from app.core.tables.reading import read_exact
from app.core.tables.records import FIELD, MAX_COLUMNS, MAX_ROWS, Limits
from app.core.tables.table import Table
from app.core.tables.writing import csv_of

PREFIX = "z-"
MAX_PACKED = 6_000
# No honest table of six thousand packed characters comes near it.
MAX_UNPACKED = 200_000

LINK_FIELD = "s.data"
_LEVEL = 9
_SAFE = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)
_LIMITS = Limits(rows=MAX_ROWS, columns=MAX_COLUMNS, bytes=MAX_UNPACKED, kinds=MAX_ROWS)


def pack(table: Table) -> str:
    """The table as URL-safe characters, `z-` first; BadInput under `data` where a link can't hold them.

    The same table gives the same text on one machine; another zlib may pack it otherwise, so compare
    tables by `csv_of`, never by their packed texts.
    """
    if table.rows * len(table.columns) > MAX_UNPACKED:
        # Each cell takes a character at least.
        raise _too_large(f"{table.rows:,} rows of {len(table.columns)} columns")
    plain = csv_of(table).encode()
    if len(plain) > MAX_UNPACKED:
        raise _too_large(f"{len(plain) / 1e6:.1f} MB")
    text = PREFIX + base64.urlsafe_b64encode(zlib.compress(plain, _LEVEL)).decode().rstrip("=")
    if len(text) > MAX_PACKED:
        raise _too_large(f"{len(text):,} characters where {MAX_PACKED:,} fit")
    return text


def _too_large(size: str) -> BadInput:
    said = f"These rows are too many for a link ({size}); keep fewer rows or columns, or fewer digits."
    return BadInput(FIELD, said)


@lru_cache(maxsize=64)
def unpack(text: str, field: str = LINK_FIELD) -> Table:
    """The table that `pack` wrote, the same object while it is remembered; BadInput under `field`."""
    if len(text) > MAX_PACKED:
        raise BadInput(field, f"This data is longer than the {MAX_PACKED:,} characters that a link may hold.")
    if not text.startswith(PREFIX) or not _SAFE.fullmatch(text):
        raise _broken(field)
    plain = _inflated(text.removeprefix(PREFIX), field)
    try:
        return replace(read_exact(plain.decode(), _LIMITS), lines=())
    except UnicodeDecodeError:
        raise _broken(field) from None
    except BadInput as problem:
        raise problem.at(field) from None


def _inflated(text: str, field: str) -> bytes:
    """The bytes behind the text, never more than a table may have, however far they would swell."""
    swell = zlib.decompressobj()
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        plain = swell.decompress(packed, MAX_UNPACKED + 1)
    except (binascii.Error, zlib.error):
        raise _broken(field) from None
    if len(plain) > MAX_UNPACKED:
        raise BadInput(field, "The data in this link unpacks to more than a table may be; make it smaller.")
    if not swell.eof or swell.unused_data:
        raise _broken(field)
    return plain


def _broken(field: str) -> BadInput:
    return BadInput(field, "The data in this link was cut or changed on its way; copy the whole link again.")
