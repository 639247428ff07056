"""Getting a table by its id."""

from __future__ import annotations

import pytest

from app.core.errors import BadInput
from app.core.tables import MADE
from app.tables import CATALOGUE, load, observed
from app.tables.real import Real

REAL = [id for id, value in vars(observed).items() if isinstance(value, Real)]


def test_the_catalogue_holds_every_table_once_and_begins_with_the_simplest() -> None:
    assert set(CATALOGUE) == {*MADE, *REAL}
    assert next(iter(CATALOGUE)) == "line"


@pytest.mark.parametrize("id", CATALOGUE)
def test_every_table_says_what_it_is_and_has_the_columns_that_it_is_looked_at_by(id: str) -> None:
    table = load(id)
    assert (table.id, table.name, table.made) == (id, CATALOGUE[id].name, id in MADE)
    assert 20 < len(table.story) < 130
    assert table.story.endswith(".")
    assert ". " not in table.story
    assert table.origin.endswith(".")
    assert table.licence
    assert len(table.x) in {1, 2}
    assert {*table.x, table.y} <= set(table.names)
    assert table.y not in table.x


@pytest.mark.parametrize("id", CATALOGUE)
def test_the_columns_that_a_table_is_looked_at_by_are_whole_and_not_constant(id: str) -> None:
    table = load(id)
    for name in (*table.x, table.y):
        column = table.column(name, "s.x")
        assert column.missing == 0
        assert not column.constant


def test_no_two_tables_have_the_same_name() -> None:
    assert len({definition.name for definition in CATALOGUE.values()}) == len(CATALOGUE)


def test_the_same_parameters_are_the_same_table_however_they_are_written() -> None:
    assert load("line") is load("line", {"rows": 60, "noise": 0.5}) is load("line", {"noise": 0.5})
    assert load("line") is not load("line", {"rows": 61})
    assert load("tips") is load("tips", {})


@pytest.mark.parametrize(
    ("id", "parameters", "field", "word"),
    [
        ("tipps", {}, "s.data", "Did you mean tips?"),
        ("", {}, "s.data", "No table is named"),
        ("x" * 10_000, {}, "s.data", "There is no table"),
        ("line", {"noize": 1}, "s.noize", "Did you mean noise?"),
        ("line", {"rows": 9}, "s.rows", "10 to 2000"),
        ("line", {"rows": 2001}, "s.rows", "10 to 2000"),
        ("line", {"rows": 10.5}, "s.rows", "whole number"),
        ("line", {"sample": -1}, "s.sample", "0 to 999"),
        ("line", {"noise": float("nan")}, "s.noise", "finite"),
        ("tips", {"rows": 10}, "s.rows", "as they were observed"),
    ],
)
def test_what_no_table_has_is_refused_by_name(
    id: str, parameters: dict[str, float], field: str, word: str
) -> None:
    with pytest.raises(BadInput, match=word.replace("?", r"\?")) as refused:
        load(id, parameters)
    assert refused.value.field == field
    assert len(refused.value.message) < 300


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        load("line", {"rows": 1, "noize": 2, "sample": 0.5})
    assert {problem.field for problem in refused.value.all} == {"s.rows", "s.noize", "s.sample"}
