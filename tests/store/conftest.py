"""Stores of both kinds, empty at the beginning of each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app.store import Store

ROOM = 10**9
# Makes a store on the same place each time: what one keeps, the next one finds.
Open = Callable[..., Store]


@pytest.fixture(params=["sqlite", "postgresql"])
def open_store(request: pytest.FixtureRequest) -> Iterator[Open]:
    """Opens the store, as another process would."""
    if request.param == "sqlite":
        folder: Path = request.getfixturevalue("tmp_path") / "made" / "when written"
        yield lambda room=ROOM: Store.in_folder(folder, room)
        return
    address = request.getfixturevalue("postgres")
    yield from in_postgresql(address)


def in_postgresql(address: str) -> Iterator[Open]:
    opened: list[Store] = []

    def open_it(room: int = ROOM) -> Store:
        opened.append(Store.in_database(address, room))
        return opened[-1]

    yield open_it
    for store in opened:
        store.access.engine.dispose()
    at_once(address, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")


def at_once(address: str, *statements: str) -> None:
    """Do something in a PostgreSQL database, as whoever runs it might."""
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
