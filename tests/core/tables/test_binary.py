"""A table as bytes: the same ones for the same columns, read back to the last bit, and ids made from them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings

from app.core.tables import MADE
from app.core.tables.binary import bytes_of, table_of
from app.core.tables.reading import read
from app.core.tables.stored import Stored, digest_of, ids_of, is_id
from app.core.tables.table import Column, Table
from app.tables import load
from tests.core.tables.test_packing import same, tables


@given(tables())
@settings(deadline=None)
def test_what_is_written_reads_back_to_the_last_bit(table: Table) -> None:
    assert same(table_of(bytes_of(table)), table)
    assert bytes_of(table_of(bytes_of(table))) == bytes_of(table)


@pytest.mark.parametrize("id", MADE)
def test_made_tables_come_back_with_the_columns_that_they_have(id: str) -> None:
    assert same(table_of(bytes_of(load(id))), load(id))


def test_a_csv_comes_back_looked_at_by_the_same_columns() -> None:
    table = read("Größe;Art;y;same\n1,5;b;2;7\n2;a;;7\n2,5;b;1;7\n")
    back = table_of(bytes_of(table))
    assert same(back, table)
    assert (back.x, back.y, back.name, back.origin) == (table.x, table.y, table.name, table.origin)


def test_equal_rows_are_equal_bytes_however_they_were_written() -> None:
    written = ["x,y\n1,2\n-0,nan\n", "x;y\n1,0;2,0\n0;\n", "x\ty\r\n1e0\t2\r\n0.0\tNA\r\n"]
    assert len({bytes_of(read(text)) for text in written}) == 1
    other = ["x,y\n1,2\n0,1\n", "x,z\n1,2\n0,nan\n", "x,y\n1,2\n0,nan\n1,1\n"]
    assert len({bytes_of(read(text)) for text in (*written, *other)}) == 4


def test_the_sign_of_a_missing_value_makes_no_other_table() -> None:
    def of(*values: float) -> Table:
        columns = (Column(name="x", title="x", values=np.array(values)),) * 2
        return replace(load("line"), columns=columns)

    assert bytes_of(of(1, np.nan, 0.0)) == bytes_of(of(1, -np.nan, -0.0))


@pytest.mark.parametrize("data", [b"", b"[]", b"[2,2,[]]\n", b'[1,2,[["x","x",[]]]]\n123', b"\xff\xff"])
def test_what_are_no_such_bytes_is_an_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"table|JSON|decode|unpack|Expecting"):
        table_of(data)


def test_ids_begin_alike_grow_letter_by_letter_and_have_no_letters_that_look_alike() -> None:
    ids = list(ids_of(digest_of(b"some table")))
    assert all(later.startswith(id) and len(later) == len(id) + 1 for id, later in pairwise(ids))
    assert len(ids[0]) == len("t-") + 10
    assert all(is_id(id) for id in ids)
    assert not {*"ilou"} & {*ids[-1][2:]}
    others = [next(ids_of(digest_of(b"%d" % k))) for k in range(2000)]
    assert len(set(others)) == 2000
    assert {letter for id in others for letter in id[2:]} == {*"0123456789abcdefghjkmnpqrstvwxyz"}


def test_an_id_that_nothing_could_have_is_told_from_others() -> None:
    assert not any(
        map(is_id, ["t-", "t-short", "t-ilou567890", "t-0123456789\n", "z-0123456789", "t-" + "0" * 60])
    )


def test_two_stored_tables_are_the_same_if_their_ids_are() -> None:
    first = next(ids_of(digest_of(b"a")))
    one, other = Stored(first, load("line")), Stored(first, load("tips"))
    assert one == other
    assert hash(one) == hash(other)
    assert str(one) == first
    assert one.cells == load("line").rows * 2
