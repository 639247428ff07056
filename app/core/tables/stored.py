"""A table that is too large for a link: the id that stands for it there, and the table behind the id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from app.core.tables.table import Table

PREFIX = "t-"
# Digits and letters without i, l, o and u: none looks like another, and no word is spelled by chance.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
SHORTEST, LONGEST = 10, 51

_ID = re.compile(f"{PREFIX}[{ALPHABET}]{{{SHORTEST},{LONGEST}}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored table as a setting: the same as another if its id is, for the id is made from the rows."""

    id: str
    table: Table = field(compare=False, repr=False)

    def __str__(self) -> str:
        return self.id

    @property
    def cells(self) -> int:
        """How many values the table has."""
        return self.table.rows * len(self.table.columns)


def digest_of(data: bytes) -> str:
    """What tells a table from any other: the SHA-256 of its bytes, in hexadecimal."""
    return sha256(data).hexdigest()


def ids_of(digest: str) -> Iterator[str]:
    """The ids that a table may have, shortest first: a longer one is for when a shorter is another's."""
    letters = letters_of(digest)
    for length in range(SHORTEST, LONGEST + 1):
        yield PREFIX + letters[:length]


def letters_of(digest: str) -> str:
    """A digest in the LONGEST letters of ALPHABET that say it, but for its last bit."""
    number = int(digest, 16)
    return "".join([ALPHABET[(number >> shift) & 31] for shift in range(256 - 5, 0, -5)])


def is_id(text: str) -> bool:
    """Whether a stored table could have this id."""
    return _ID.fullmatch(text) is not None
