"""A PostgreSQL that cuts connections, is locked or may only be read: said in words, and lived through."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from app.store import Store, StoreProblem, place
from tests.store.conftest import ROOM, Open, at_once, in_postgresql
from tests.store.tables import same, table

CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid != pg_backend_pid()"


@pytest.fixture
def open_it(postgres: str) -> Iterator[Open]:
    """Opens a store in an empty database."""
    yield from in_postgresql(postgres)


def test_a_database_that_was_started_anew_fails_nobody(open_it: Open, postgres: str) -> None:
    store = open_it()
    id = store.keep(table())
    at_once(postgres, CUT + " AND backend_type = 'client backend'")
    assert same(store.table(id), table())


def test_another_writer_is_waited_for_and_then_named_as_the_reason(
    open_it: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, "PATIENCE", 1)
    store, other = open_it(), open_it()
    id = store.keep(table())
    with other.access.writing(), pytest.raises(StoreProblem, match="locked by another program; try again"):
        store.keep(table(1))
    assert same(store.table(id), table())
    assert store.keep(table(1))


def test_a_database_that_may_only_be_read_answers_and_says_why_it_keeps_nothing_new(
    open_it: Open, postgres: str
) -> None:
    id = open_it().keep(table())
    at_once(postgres, "ALTER DATABASE postgres SET default_transaction_read_only = on")
    try:
        store = open_it()
        assert same(store.table(id), table())
        assert store.keep(table()) == id
        with pytest.raises(StoreProblem, match="can be read but not written"):
            store.keep(table(1))
    finally:
        at_once(
            postgres,
            "SET TRANSACTION READ WRITE",
            "ALTER DATABASE postgres RESET default_transaction_read_only",
        )
    assert open_it().keep(table(1))


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_its_address_may_be_written_in_any_usual_way(postgres: str, scheme: str) -> None:
    store = Store.in_database(postgres.replace("postgresql:", f"{scheme}:"), ROOM)
    with store.access.engine.connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar_one() == 1
    store.access.engine.dispose()
