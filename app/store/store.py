"""The store: a table in, its id out; an id in, its table out. Safe for many threads and processes at once.

Short links, which lie beside the tables, are its `links`; what was going on in rooms is its `rooms`.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from app.core.tables.binary import bytes_of, table_of
from app.core.tables.stored import digest_of, ids_of
from app.core.tables.table import Table
from app.experiment.own import NO_TABLES, stored_in
from app.store.access import Access
from app.store.hot import Hot
from app.store.links import Links
from app.store.place import InDatabase, InFolder
from app.store.problem import BROKEN, StoreProblem
from app.store.room import refuse_more
from app.store.rooms import KeptRooms
from app.store.schema import TABLES, tables

# Packing harder takes three times as long and saves a twentieth.
_LEVEL = 6


class Store:
    """Tables that are too large for a link, each kept once and for ever, and short links.

    room: the most bytes that all of them may take, tables compressed; beyond it new ones are refused.
    """

    def __init__(self, access: Access, room: int) -> None:
        self.access = access
        self.room = room
        self.hot = Hot()
        self.links = Links(access, room)
        self.rooms = KeptRooms(access)

    @classmethod
    def in_folder(cls, folder: Path, room: int) -> Store:
        """A store in a file of this folder, which is made when the first table is kept."""
        return cls(InFolder(folder), room)

    @classmethod
    def in_database(cls, address: str, room: int) -> Store:
        """A store in a PostgreSQL database; ValueError where the address is none."""
        return cls(InDatabase(address), room)

    def keep(self, table: Table) -> str:
        """The table's id, the same for the same table, told when it is safe. StoreProblem if it can't be."""
        plain = bytes_of(table)
        digest = digest_of(plain)
        # One that is there already needs no writing, which may not be possible.
        id = self._id(digest) or self._added(digest, table, zlib.compress(plain, _LEVEL))
        self.hot.put(digest, table)
        return id

    def table(self, id: str) -> Table | None:
        """The table of an id; None where there is none. StoreProblem where the store can't be read."""
        with self.access.reading(TABLES) as connection:
            digest = _one(connection, tables.c.digest, tables.c.id == id)
            if digest is None:
                return None
            known = self.hot.get(digest)
            packed = b"" if known else _one(connection, tables.c.packed, tables.c.id == id)
        if known is None:
            known = table_of(_unpacked(packed, digest))
            self.hot.put(digest, known)
        return known

    def named_in(self, query: str) -> Mapping[str, Table]:
        """The stored table that a query names, by its id; nothing where it names none or there is none."""
        id = stored_in(query)
        table = self.table(id) if id else None
        return {id: table} if id and table else NO_TABLES

    def _id(self, digest: str) -> str | None:
        """The id under which a table is kept already."""
        with self.access.reading(TABLES) as connection:
            found: str | None = _one(connection, tables.c.id, tables.c.digest == digest)
        return found

    def _added(self, digest: str, table: Table, packed: bytes) -> str:
        with self.access.writing() as connection:
            # Another may have kept it since.
            for id in ids_of(digest):
                other = _one(connection, tables.c.digest, tables.c.id == id)
                if other in {None, digest}:
                    break
            if other is None:
                refuse_more(connection, len(packed), self.room)
                size = {"rows": table.rows, "columns": len(table.columns), "bytes": len(packed)}
                connection.execute(insert(tables).values(id=id, digest=digest, packed=packed, **size))
        return id


def _unpacked(packed: bytes, digest: str) -> bytes:
    """The bytes that were kept; StoreProblem where they are no longer those."""
    try:
        plain = zlib.decompress(packed)
    except zlib.error:
        plain = b""
    if digest_of(plain) != digest:
        raise StoreProblem(BROKEN)
    return plain


def _one(connection: Connection | None, column: Any, where: Any) -> Any:
    """The one value there is; None where there is none, or no store yet."""
    if connection is None:
        return None
    return connection.execute(select(column).where(where)).scalar_one_or_none()
