"""How much the store holds, and that no more is let in than it has room for."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from app.store.problem import StoreProblem
from app.store.schema import links_held, tables


def held(connection: Connection) -> int:
    """The bytes that all tables, compressed, and all links have."""
    of_tables = select(func.coalesce(func.sum(tables.c.bytes), 0))
    return sum([int(connection.execute(one).scalar_one()) for one in (of_tables, select(links_held.c.bytes))])


def refuse_more(connection: Connection, size: int, room: int) -> None:
    """StoreProblem where so many bytes more would be more than there is room for."""
    if held(connection) + size > room:
        raise StoreProblem(
            f"the {room / 1e6:,.4g} MB that it has for tables and links are full, and none is thrown away "
            "while somebody may use it",
            full=True,
        )
