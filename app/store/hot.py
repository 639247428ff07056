"""The tables asked for last, read and ready, as many as there is room for."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from app.core.tables.table import Table

ROOM = 64 * 2**20


class Hot:
    """Tables by their digests; beyond `room` bytes those asked for longest ago go."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self._kept: OrderedDict[str, Table] = OrderedDict()
        self._lock = Lock()

    def get(self, digest: str) -> Table | None:
        """The table, which is then the last to go; None where it is not at hand."""
        with self._lock:
            if digest in self._kept:
                self._kept.move_to_end(digest)
            return self._kept.get(digest)

    def put(self, digest: str, table: Table) -> None:
        """Have a table at hand; one larger than all the room is not kept."""
        with self._lock:
            self._kept[digest] = table
            while sum(map(_bytes, self._kept.values())) > self.room:
                self._kept.popitem(last=False)


def _bytes(table: Table) -> int:
    return sum([column.values.nbytes for column in table.columns])
