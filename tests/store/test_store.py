"""What is kept comes back, once, under an id made from its rows; the same in SQLite and in PostgreSQL."""

from __future__ import annotations

import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, inspect, select, text

from app.core.tables.binary import bytes_of
from app.core.tables.stored import digest_of, ids_of, is_id
from app.store import Store, StoreProblem, schema
from tests.store.conftest import Open
from tests.store.tables import same, table


def count(store: Store) -> int:
    with store.access.reading(schema.TABLES) as connection:
        assert connection is not None
        return int(connection.execute(select(func.count()).select_from(schema.tables)).scalar_one())


def test_a_table_comes_back_to_the_last_bit_in_this_process_and_in_another(open_store: Open) -> None:
    store = open_store()
    id = store.keep(table())
    assert is_id(id)
    assert len(id) == 12
    assert same(store.table(id), table())
    assert same(open_store().table(id), table())
    assert store.named_in(f"surface=fit&s.data={id}&a=gd") == {id: store.table(id)}


def test_the_same_rows_have_the_same_id_and_are_kept_once(open_store: Open) -> None:
    ids = [open_store().keep(table(seed)) for seed in (1, 1, 2, 1)]
    assert len(set(ids)) == 2
    assert ids[0] == ids[1] == ids[3]
    assert count(open_store()) == 2


def test_what_was_never_kept_is_not_there_and_asking_makes_nothing(open_store: Open) -> None:
    store = open_store()
    assert store.table("t-0123456789") is None
    assert store.named_in("surface=fit&s.data=t-0123456789") == {}
    assert store.named_in("surface=himmelblau&a=gd") == {}
    with store.access.reading(schema.TABLES) as connection:
        assert connection is None
    store.keep(table())
    assert store.table("t-0123456789") is None


def test_what_is_deleted_is_gone_at_once_also_where_it_was_asked_for_a_moment_ago(open_store: Open) -> None:
    store = open_store()
    id = store.keep(table())
    with open_store().access.writing() as connection:
        connection.execute(schema.tables.delete())
    assert store.table(id) is None
    assert store.keep(table()) == id
    assert same(store.table(id), table())


def test_an_id_that_is_anothers_grows_by_a_letter(open_store: Open) -> None:
    store, digest = open_store(), digest_of(bytes_of(table()))
    short, longer, *_ = ids_of(digest)
    with store.access.writing() as connection:
        row = {"digest": "0" * 64, "rows": 2, "columns": 2, "bytes": 1, "packed": b"?"}
        connection.execute(schema.tables.insert().values(id=short, **row))
    assert store.keep(table()) == longer == open_store().keep(table())
    assert same(open_store().table(longer), table())


@pytest.mark.parametrize("packed", [b"no bytes of zlib", zlib.compress(b"other rows")])
def test_rows_that_are_no_longer_those_that_were_kept_are_not_given_for_them(
    open_store: Open, packed: bytes
) -> None:
    id = open_store().keep(table())
    with open_store().access.writing() as connection:
        connection.execute(schema.tables.update().values(packed=packed))
    with pytest.raises(StoreProblem, match="damaged"):
        open_store().table(id)


def test_beyond_its_room_new_tables_are_refused_and_none_is_thrown_away(open_store: Open) -> None:
    first = open_store().keep(table(1))
    small = open_store(room=1_200)
    with pytest.raises(StoreProblem, match="none is thrown away") as refused:
        small.keep(table(2))
    assert refused.value.full
    assert small.keep(table(1)) == first
    assert same(small.table(first), table(1))
    assert count(small) == 1
    assert open_store().keep(table(2))


def test_many_threads_keep_and_read_at_once(open_store: Open) -> None:
    store = open_store()
    with ThreadPoolExecutor(8) as threads:
        ids = list(threads.map(lambda k: store.keep(table(k % 6)), range(24)))
        assert len(set(ids)) == count(store) == 6
        assert all(threads.map(lambda k: same(store.table(ids[k]), table(k % 6)), range(24)))


def test_the_schema_that_the_steps_make_is_the_one_that_is_declared(open_store: Open) -> None:
    store = open_store()
    with store.access.writing() as connection:
        found = inspect(connection)
        for declared in (schema.version, schema.tables, schema.links, schema.links_held, *ROOMS):
            columns = {one["name"]: one for one in found.get_columns(declared.name)}
            assert list(columns) == [column.name for column in declared.columns]
            for column in declared.columns:
                made = columns[column.name]
                assert made["type"]._type_affinity is column.type._type_affinity  # type: ignore[attr-defined]
                assert made["nullable"] == column.nullable
            key = found.get_pk_constraint(declared.name)["constrained_columns"]
            assert key == [column.name for column in declared.primary_key]
        for name in ("tables", "links"):
            assert [one["column_names"] for one in found.get_unique_constraints(name)] == [["digest"]]
        assert "tables_bytes" in {one["name"] for one in found.get_indexes("tables")}


KNOWN = len(schema.STEPS)
ROOMS = (schema.rooms, schema.room_followers, schema.room_answers)


def films(connection: object) -> None:
    """A step as the next version may bring it."""
    connection.execute(text("CREATE TABLE films (id VARCHAR(20) PRIMARY KEY)"))  # type: ignore[attr-defined]


def broken(connection: object) -> None:
    films(connection)
    connection.execute(text("CREATE TABLE films (id VARCHAR(20) PRIMARY KEY)"))  # type: ignore[attr-defined]


def test_an_older_store_is_read_as_it_is_and_brought_up_by_whoever_writes_first_and_loses_nothing(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = open_store().keep(table())
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, films))
    assert same(open_store().table(id), table())
    with open_store().access.reading(schema.TABLES) as connection:
        assert connection is not None
        assert schema.steps_taken(connection) == KNOWN
    with open_store().access.reading(KNOWN + 1) as connection:
        assert connection is None
    with open_store().access.writing() as connection:
        assert schema.steps_taken(connection) == KNOWN + 1
        assert inspect(connection).has_table("films")
    assert same(open_store().table(id), table())


def test_a_step_that_fails_leaves_the_store_as_it_was(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = open_store().keep(table())
    with monkeypatch.context() as newer:
        newer.setattr(schema, "STEPS", (*schema.STEPS, broken))
        with pytest.raises(StoreProblem):
            open_store().keep(table(2))
    with open_store().access.writing() as connection:
        assert schema.steps_taken(connection) == KNOWN
        assert not inspect(connection).has_table("films")
    assert same(open_store().table(id), table())


def test_a_store_of_a_newer_version_is_left_alone_and_the_reason_is_said(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = open_store().keep(table())
    with monkeypatch.context() as newer:
        newer.setattr(schema, "STEPS", (*schema.STEPS, films))
        open_store().keep(table(2))
    for use in (lambda: open_store().table(id), lambda: open_store().keep(table(3))):
        with pytest.raises(StoreProblem, match="newer Fall Line"):
            use()
