"""Data of the user's own as links name it: points by hand, a small table packed, the id of a large one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from urllib.parse import unquote_plus

from app.core.errors import BadInput
from app.core.tables import packing, stored
from app.core.tables.points import read_points
from app.core.tables.stored import Stored
from app.core.tables.table import Table

POINTS = "points"
# Stored tables by their ids, as far as they were fetched: reading a query fetches nothing.
Tables = Mapping[str, Table]
NO_TABLES: Tables = MappingProxyType({})


def is_own(data: str) -> bool:
    """Whether the data are the user's own, and not a table of the catalogue."""
    return data == POINTS or data.startswith((packing.PREFIX, stored.PREFIX))


def stored_in(query: str) -> str | None:
    """The id of a stored table in a query, whether there is such a table or not; None where it names none."""
    for part in query.removeprefix("?").split("&"):
        key, _, text = part.partition("=")
        if unquote_plus(key) == packing.LINK_FIELD and stored.is_id(unquote_plus(text)):
            return unquote_plus(text)
    return None


def stored_table(id: str, tables: Tables) -> Stored:
    """The stored table of this id; BadInput under `s.data` where it is not among `tables`."""
    if id not in tables:
        raise BadInput(packing.LINK_FIELD, unknown(id))
    return Stored(id, tables[id])


def unknown(id: str) -> str:
    """What to do where no table has this id."""
    if not stored.is_id(id):
        return "This is not how a stored table is called; copy the whole link again."
    return (
        f"No table {id} is kept here: it is on another server, was deleted, or the link was changed. Copy "
        "the whole link again, or add the CSV itself: the same rows get the same id, and the link works."
    )


@lru_cache(maxsize=64)
def own_table(data: str, points: str) -> Table:
    """The table that the link itself holds; BadInput under `s.points` or `s.data` where it can't be read."""
    if data != POINTS:
        return packing.unpack(data)
    if not points:
        raise BadInput("s.points", "Put down at least two points, such as 1,2;3,4.")
    return read_points(points, "s.points")
