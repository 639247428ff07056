"""CSV texts that are read, and what becomes of their cells."""

from __future__ import annotations

import csv
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import BadInput
from app.core.tables.reading import read
from app.core.tables.table import Column, Table

PLAIN = "x,y\n1,2\n3,4\n"


def values(table: Table, name: str) -> list[float]:
    found: list[float] = table.column(name, "s.x").values.tolist()
    return found


def only(text: str) -> Column:
    """The one column besides `n` of a text."""
    (column,) = [column for column in read(text).columns if column.name != "n"]
    return column


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.rstrip(),
        PLAIN + "\n\n",
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace(",", "|"),
        ' x , y \n "1", "2"\n3 ,4',
        '"x","y"\n"1","2"\n"3","4"\n',
        "x;y\n1,0;2,0\n3,0;4,0\n",
        "sep=;\nx;y\n1;2\n3;4\n",
        "SEP=,\r\nx,y\r\n1,2\r\n3,4\r\n",
        "x,y\n1e0,+2\n.3e1,4.\n",
    ],
)
def test_the_same_rows_come_out_however_they_are_written(data: bytes | str) -> None:
    table = read(data)
    assert (table.id, table.names, table.rows, table.notes) == ("own", ("x", "y"), 2, ())
    assert (values(table, "x"), values(table, "y")) == ([1, 3], [2, 4])
    assert (table.x, table.y, table.made) == (("x",), "y", False)


def test_without_a_header_the_columns_are_numbered() -> None:
    table = read("1,2\n3,4\n5,6\n")
    assert table.names == ("column_1", "column_2")
    assert table.column("column_1", "").title == "column 1"
    assert (table.rows, table.lines) == (3, (1, 2, 3))


def test_titles_are_kept_and_names_are_made_of_them() -> None:
    table = read("Größe (cm),📈,X,x, ,=cmd()\n" + "1,2,3,4,5,6\n" * 2)
    assert table.names == ("grosse_cm", "column_2", "x", "x_2", "column_5", "cmd")
    assert [column.title for column in table.columns] == ["Größe (cm)", "📈", "X", "x", "column 5", "=cmd()"]


def test_text_becomes_kinds_in_the_order_of_the_alphabet() -> None:
    column = only("n,smoker\n1,yes\n2,no\n3,\n4,yes\n")
    assert column.labels == ("no", "yes")
    np.testing.assert_array_equal(column.values, [1, 0, math.nan, 1])
    assert column.two_valued


def test_a_formula_in_a_cell_is_a_word_like_any_other() -> None:
    assert only("n,a\n1,=cmd()\n2,+SUM(A1)\n").labels == ("+SUM(A1)", "=cmd()")


def test_a_quoted_cell_may_hold_delimiters_quotes_and_line_ends() -> None:
    column = only('n,a\n1,"one, ""two"""\n2,"three\r\nfour"\n3,"one, ""two"""\n')
    assert column.labels == ('one, "two"', "three\nfour")


def test_the_lines_of_the_rows_are_those_of_the_file() -> None:
    assert read('n,a\n1,"b\nc"\n\n2,d\n').lines == (2, 5)
    assert read("sep=;\nn;a\n1;2\n3;4\n").lines == (3, 4)


@pytest.mark.parametrize("word", ["", "nan", "NaN", "NA", "n/a", "null", "inf", "-inf", "Infinity", "1e999"])
def test_a_number_that_is_not_there_is_kept_as_missing(word: str) -> None:
    column = only(f"n,a\n1,5\n2,{word}\n")
    np.testing.assert_array_equal(column.values, [5, math.nan])
    assert (column.missing, column.labels) == (1, ())


@pytest.mark.parametrize(
    ("delimiter", "cells", "found"),
    [
        (";", ("1,234", "5,678"), [1.234, 5.678]),
        (";", ("1,5", "2"), [1.5, 2]),
        (";", ("1.5", "2"), [1.5, 2]),
        ("\t", ("1,5", "1,234"), [1.5, 1.234]),
        ("\t", ("1,234", "5,678"), None),
        ("|", ("1,234", "5"), None),
        (",", ('"1,234"', '"5,678"'), None),
        (",", ('"1,5"', "2"), None),
        (";", ("1,5", "2.5"), None),
        (";", ("1.234,5", "2.5"), None),
        (",", ("1 000", "2 000"), None),
        (",", ("1'000", "2"), None),
        (",", ("12.05.2020", "13.05.2020"), None),
    ],
)
def test_a_comma_is_a_decimal_sign_only_where_it_can_be_nothing_else(
    delimiter: str, cells: tuple[str, str], found: list[float] | None
) -> None:
    lines = [delimiter.join(("m", "n", "a")), *[delimiter.join(("1", "2", cell)) for cell in cells]]
    table = read("\n".join(lines))
    if found is None:
        assert table.names == ("m", "n")
        assert "more than one way" in table.notes[0]
        assert "in line" in table.notes[0]
    else:
        assert values(table, "a") == found


def test_one_word_among_numbers_makes_kinds_and_is_told() -> None:
    table = read("n,a\n1,5\n2,abc\n3,5\n")
    assert table.column("a", "").labels == ("5", "abc")
    assert table.notes == ("“a” is read as kinds, because “abc” in line 3 is no number.",)


def test_too_many_different_words_are_left_out_and_it_is_told() -> None:
    rows = "".join([f"{n},{n},word {n}\n" for n in range(51)])
    table = read("m,n,a\n" + rows)
    assert table.names == ("m", "n")
    assert table.notes == ("“a” is left out: it has 51 different texts, and kinds may be 50 words at most.",)
    assert "a" in read("m,n,a\n" + rows.replace("word 50", "word 0")).names


def test_a_word_among_many_different_numbers_is_named_where_its_column_is_left_out() -> None:
    rows = "".join([f"{n},{n},{n / 7}\n" for n in range(60)])
    assert read("m,n,a\n" + rows + "1,2,?\n").notes == (
        "“a” is left out: “?” in line 62 is no number, and kinds may be 50 words at most.",
    )


def test_prose_is_left_out_and_long_titles_are_shortened() -> None:
    table = read("x," + "y" * 5000 + ",a\n1,2," + "b" * 101 + "\n3,4,c\n")
    assert table.names == ("x", "y" * 40)
    assert table.columns[1].title == "y" * 99 + "…"
    assert table.notes == ("“a” is left out: its texts are long, and kinds may be 50 words at most.",)


def test_empty_columns_and_empty_lines_are_left_out_and_told() -> None:
    table = read("x,y,\n1,2,\n,,\n3,4,\n,,\n")
    assert (table.names, table.rows, table.lines) == (("x", "y"), 2, (2, 4))
    assert table.notes == (
        "2 lines without any value are left out.",
        "“column 3” is left out: it has no values.",
    )


def test_a_header_may_come_after_empty_lines() -> None:
    assert read(",\nx,y\n1,2\n3,4\n").names == ("x", "y")


@pytest.mark.parametrize(
    ("header", "row", "x", "y"),
    [
        ("a,b,c", "{n},{n},{n}", "a", "c"),
        ("a,b,c", "k,{n},{n}", "b", "c"),
        ("a,b,c", "5,{n},{n}", "b", "c"),
        ("a,b,c", "{n},{n},", "a", "b"),
        ("a,b", "{n},k{n}", "a", "b"),
        ("a,b", "k{n},{n}", "b", "a"),
    ],
)
def test_the_first_and_the_last_column_that_vary_are_looked_at(header: str, row: str, x: str, y: str) -> None:
    table = read("\n".join([header, *[row.format(n=n) for n in (1, 2)]]))
    assert (table.x, table.y) == ((x,), y)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(allow_nan=False, allow_infinity=False), st.integers()), min_size=2, max_size=9
    )
)
def test_every_number_is_read_as_python_reads_it(rows: list[tuple[float, int]]) -> None:
    table = read("a,b\n" + "".join([f"{a!r},{b}\n" for a, b in rows]))
    assert values(table, "a") == [a for a, _ in rows]
    assert values(table, "b") == [float(b) for _, b in rows]


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@settings(deadline=None)
@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_whatever_the_cells_are_a_text_is_read_or_refused_in_a_sentence(
    rows: list[list[str]], delimiter: str
) -> None:
    written: list[str] = []
    writer = csv.writer(Lines(written), delimiter=delimiter)
    writer.writerows(rows)
    told("".join(written))


@settings(deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200))
def test_whatever_is_given_is_read_or_refused_in_a_sentence(data: str | bytes) -> None:
    told(data)


class Lines:
    """A file for `csv.writer` that is a list."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def told(data: str | bytes) -> None:
    table = problem = None
    try:
        table = read(data)
    except BadInput as refused:
        problem = refused
    if problem:
        assert problem.field == "data"
        assert problem.message.endswith(".")
    if table:
        assert len({len(column.values) for column in table.columns}) == 1
        assert len(set(table.names)) == len(table.names) >= 2
        assert {*table.x, table.y} <= set(table.names)
        assert table.y not in table.x
        assert not any(np.isinf(column.values).any() for column in table.columns)
