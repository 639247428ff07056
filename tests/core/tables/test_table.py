"""What may be asked of a table, and what its columns may be chosen for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from app.core.errors import BadInput
from app.core.tables.choosing import check_input, check_kinds, check_target, check_two_valued
from app.core.tables.reading import read, read_exact
from app.core.tables.table import Column, Table
from app.tables import load

TABLE = read(
    "age,yes,colour,same,gap,one,done\n"
    + "\n".join(
        f"{n},{n % 2},{'rgb'[n % 3]},7,{'' if n in (1, 4) else n},{'' if n == 2 else n},{'ny'[n % 2]}"
        for n in range(6)
    )
)
Check = Callable[[Table, str, str], Column]


def test_values_can_not_be_changed_behind_a_tables_back() -> None:
    mine = np.array([1.0, 2.0])
    column = Column(name="a", title="A", values=mine)
    mine[0] = 9
    assert column.values.tolist() == [1, 2]
    with pytest.raises(ValueError, match="read-only"):
        column.values[0] = 9


def test_two_tables_with_the_same_rows_are_still_two() -> None:
    assert read("x,y\n1,2\n3,4\n") != read("x,y\n1,2\n3,4\n")
    assert TABLE == TABLE


def test_columns_of_numbers_are_those_without_labels() -> None:
    assert [column.name for column in TABLE.numeric] == ["age", "yes", "same", "gap", "one"]


@pytest.mark.parametrize(
    ("name", "two"),
    [("yes", True), ("done", True), ("age", False), ("same", False), ("colour", False)],
)
def test_two_valued_means_exactly_0_and_1(name: str, two: bool) -> None:
    assert TABLE.two_valued(name, "s.y") is two


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("agee", "Did you mean age?"),
        ("AGE", "Did you mean age?"),
        ("", "No column is named here"),
        ("zzz", "Choose one of age, yes, colour, same, gap, one, done."),
        ("z" * 100_000, "There is no column"),
    ],
)
def test_a_column_that_is_not_there_is_refused_with_those_that_are(name: str, word: str) -> None:
    with pytest.raises(BadInput) as refused:
        TABLE.column(name, "s.x")
    assert refused.value.field == "s.x"
    assert word in refused.value.message
    assert len(refused.value.message) < 200


@pytest.mark.parametrize(
    ("check", "names"),
    [
        (check_input, ["age", "yes", "done"]),
        (check_target, ["age", "yes", "same", "done"]),
        (check_two_valued, ["yes", "done"]),
        (check_kinds, ["yes", "colour", "done"]),
    ],
)
def test_a_column_may_be_chosen_for_what_it_can_be_and_for_nothing_else(
    check: Check, names: list[str]
) -> None:
    for column in TABLE.columns:
        if column.name in names:
            assert check(TABLE, column.name, "s.x") is column
        else:
            with pytest.raises(BadInput) as refused:
                check(TABLE, column.name, "s.x")
            assert refused.value.field == "s.x"
            assert refused.value.message.endswith(".")


@pytest.mark.parametrize(
    ("check", "name", "word"),
    [
        (check_input, "gap", "no value in lines 3 and 6: fill it in"),
        (check_input, "one", "no value in line 4: fill it in"),
        (check_input, "same", "the same in every row"),
        (check_input, "colour", "3 kinds without an order"),
        (check_target, "colour", "3 kinds, and one number"),
        (check_two_valued, "age", "choose one of yes, done"),
        (check_kinds, "age", "choose one of yes, colour, done"),
    ],
)
def test_a_refusal_says_why_and_what_else_to_choose(check: Check, name: str, word: str) -> None:
    with pytest.raises(BadInput, match=word):
        check(TABLE, name, "s.x")


def test_of_many_missing_values_the_first_are_named_and_the_rest_counted() -> None:
    table = read("x,y\n1,\n2,\n3,\n4,\n5,\n6,\n7,8\n")
    with pytest.raises(BadInput, match="lines 2, 3, 4, 5, 6 and 1 more"):
        check_input(table, "y")


def test_without_a_file_rows_are_counted() -> None:
    column = Column(name="a", title="A", values=np.array([1, np.nan]))
    table = Table(id="t", name="", columns=(column,), x=("a",), y="a", origin="")
    with pytest.raises(BadInput, match="no value in row 2"):
        check_input(table, "a")


def test_where_no_column_fits_another_table_is_advised() -> None:
    for check in (check_two_valued, check_kinds):
        with pytest.raises(BadInput, match="choose another table"):
            check(load("line"), "x", "s.y")


def test_an_empty_cell_of_kinds_is_missing_too() -> None:
    with pytest.raises(BadInput, match="no value in line 3"):
        check_kinds(read_exact("n,a\n1,b\n2,\n3,c\n"), "a")
