"""Data of the user's own as it stands in a link: points put down by hand, or a small table packed."""

from __future__ import annotations

from functools import lru_cache

from app.core.errors import BadInput
from app.core.tables.packing import PREFIX, unpack
from app.core.tables.points import read_points
from app.core.tables.table import Table

POINTS = "points"


def is_own(data: str) -> bool:
    """Whether the data are the user's own, and not a table of the catalogue."""
    return data == POINTS or data.startswith(PREFIX)


@lru_cache(maxsize=64)
def own_table(data: str, points: str) -> Table:
    """The table; BadInput under `s.points` or `s.data` where it can't be read."""
    if data != POINTS:
        return unpack(data)
    if not points:
        raise BadInput("s.points", "Put down at least two points, such as 1,2;3,4.")
    return read_points(points, "s.points")
