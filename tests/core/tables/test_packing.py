"""Tables in links: what is packed comes back to the last bit, and nothing else is let in."""

from __future__ import annotations

import base64
import math
import re
import tracemalloc
import zlib
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import BadInput
from app.core.tables import MADE
from app.core.tables.packing import MAX_PACKED, pack, unpack
from app.core.tables.reading import read, read_exact
from app.core.tables.table import Column, Table
from app.core.tables.writing import csv_of
from app.tables import load

NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.just(math.nan)
LABELS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=9
).filter(lambda text: not re.match(r"[\d.,+-]|n|i", text.lower()) and text == text.strip())


@st.composite
def tables(draw: st.DrawFn) -> Table:
    rows = draw(st.integers(2, 12))
    labels = tuple(sorted(draw(st.sets(LABELS, min_size=2, max_size=2))))
    first = draw(
        st.lists(NUMBERS, min_size=rows, max_size=rows).filter(lambda v: not all(map(math.isnan, v)))
    )
    kinds = [0.0, 1.0, *draw(st.lists(st.sampled_from([0.0, 1.0, math.nan]), min_size=rows, max_size=rows))]
    columns = (
        Column(name="a", title="A", values=np.array(first)),
        Column(name="b", title="b", values=np.arange(rows) / 7),
        Column(name="kind", title="kind", values=np.array(kinds[:rows]), labels=labels),
    )
    return Table(id="own", name="", columns=columns, x=("a",), y="b", origin="")


def same(one: Table, other: Table) -> bool:
    return [(c.name, c.title, c.labels) for c in one.columns] == [
        (c.name, c.title, c.labels) for c in other.columns
    ] and all(
        np.array_equal(a.values, b.values, equal_nan=True)
        for a, b in zip(one.columns, other.columns, strict=True)
    )


def packed(text: bytes | str) -> str:
    """What anyone could write into a link."""
    data = text.encode() if isinstance(text, str) else text
    return "z-" + base64.urlsafe_b64encode(zlib.compress(data, 9)).decode().rstrip("=")


@settings(deadline=None)
@given(tables())
def test_a_table_comes_back_as_it_was_packed(table: Table) -> None:
    text = pack(table)
    assert re.fullmatch(r"z-[A-Za-z0-9_-]+", text)
    assert same(unpack(text), table)
    assert pack(unpack(text)) == text
    assert csv_of(read_exact(csv_of(table))) == csv_of(table)


@pytest.mark.parametrize("id", MADE)
def test_every_made_table_survives_a_link_at_a_hundred_rows(id: str) -> None:
    table = load(id, {"rows": 100})
    again = unpack(pack(table))
    assert again.names == table.names
    for column in table.numeric:
        np.testing.assert_array_equal(again.column(column.name, "").values, column.values)


def test_a_hundred_and_fifty_flowers_fit_into_a_link_and_two_thousand_rows_do_not() -> None:
    assert len(pack(load("iris"))) < 2_000
    with pytest.raises(
        BadInput, match=r"too many for a link \([\d,]+ characters where 6,000 fit\)"
    ) as refused:
        pack(load("line", {"rows": 2000}))
    assert refused.value.field == "data"
    with pytest.raises(BadInput, match="too many for a link"):
        pack(read("x,y,z\n" + "1.5,2.25,0.12345678901234567\n" * 9_999))


def test_the_canonical_text_is_the_shortest_and_quotes_only_where_it_must() -> None:
    table = read('Big X; the "word"\n1,50;a,b\n-0;"say ""c"""\n1e30;" "\n')
    assert csv_of(table) == 'Big X,"the ""word"""\n1.5,"a,b"\n0,"say ""c"""\n1e30,\n'


def test_an_unpacked_table_is_the_same_object_and_counts_rows_instead_of_lines() -> None:
    text = pack(read("x,y\n1,2\n\n3,4\n"))
    assert unpack(text) is unpack(text)
    assert unpack(text).lines == ()
    assert (unpack(text).id, unpack(text).origin) == ("own", "Yours.")


def test_names_are_written_where_the_titles_would_give_others() -> None:
    table = load("tips")
    assert csv_of(table).startswith(
        "total_bill,tip,size,sex,smoker,day,time\n16.99,1.01,2,Female,No,Sun,Dinner\n"
    )
    assert csv_of(replace(table, columns=table.columns[1:3])).startswith("tip,size\n")


GOOD = pack(read("x,y\n1,2\n3,4\n"))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "cut or changed"),
        ("z-", "cut or changed"),
        ("z", "cut or changed"),
        ("x,y", "cut or changed"),
        (GOOD.removeprefix("z-"), "cut or changed"),
        (GOOD[:-1], "cut or changed"),
        (GOOD[:-6], "cut or changed"),
        (GOOD[:9] + "A" + GOOD[10:], "cut or changed"),
        (GOOD + "AAAA", "cut or changed"),
        (GOOD + "=", "cut or changed"),
        (GOOD + "\n", "cut or changed"),
        (GOOD + "é", "cut or changed"),
        ("z-" + "A" * 5_000, "cut or changed"),
        ("z-" + "A" * 6_000, "longer than the 6,000"),
        (packed(b"x,y\n1,\xff\n2,3\n"), "cut or changed"),
        (packed(""), "nothing in this file"),
        (packed("x,y\n1,2\n"), "only one row"),
        (packed("x,y\n1,2\n3\n"), "Line 3 has 1 cell"),
        (packed("x,y\n" + "1,2\n" * 10_001), "more than 10,000 rows"),
        (packed("," * 1000 + "\n"), "columns where 50 fit"),
        (packed(b"\0" * 4_000_000), "more than a table may be"),
    ],
)
def test_what_nobody_packed_is_refused(text: str, word: str) -> None:
    with pytest.raises(BadInput, match=word) as refused:
        unpack(text)
    assert refused.value.field == "s.data"


def test_a_bomb_is_never_let_swell() -> None:
    bomb = packed(b"1,2\n" * 1_100_000)
    assert len(bomb) <= MAX_PACKED
    tracemalloc.start()
    try:
        with pytest.raises(BadInput, match="more than a table may be"):
            unpack(bomb)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


@settings(deadline=None)
@given(st.text(st.sampled_from("ABCabc019_-"), max_size=60))
def test_no_garbage_gets_past_a_sentence(text: str) -> None:
    with pytest.raises(BadInput, match="cut or changed"):
        unpack("z-" + text)
