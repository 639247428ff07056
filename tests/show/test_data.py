"""Tables as the page is told of them."""

from __future__ import annotations

import math

import pytest

from app.core.errors import BadInput
from app.core.tables.reading import read
from app.show.data import data, listed, rows, told
from app.tables import CATALOGUE, load


def test_the_list_tells_of_every_table_in_order_and_keeps_the_rows_back() -> None:
    tables = listed()["tables"]
    assert [table["id"] for table in tables] == list(CATALOGUE)
    assert not any("rows" in table for table in tables)
    assert {table["id"]: table["count"] for table in tables}["tips"] == 244


@pytest.mark.parametrize("id", CATALOGUE)
def test_a_table_is_told_with_everything_that_a_page_needs(id: str) -> None:
    found = data(id, {})
    assert {
        "id", "name", "origin", "licence", "made", "story", "notes", "count",
        "columns", "rows", "x", "y", "parameters",
    } == set(found)  # fmt: skip
    assert len(found["rows"]) == found["count"] == load(id).rows
    assert {len(row) for row in found["rows"]} == {len(found["columns"])}
    assert bool(found["parameters"]) == found["made"]
    for place, column in enumerate(found["columns"]):
        cells = [row[place] for row in found["rows"]]
        assert column["count"] == len(cells) - column["missing"]
        if column["labels"]:
            assert (column["low"], column["high"], column["mean"]) == (None, None, None)
            assert set(cells) <= set(range(len(column["labels"])))
        else:
            assert (column["low"], column["high"]) == (min(cells), max(cells))
            assert column["mean"] == pytest.approx(math.fsum(cells) / len(cells))


def test_parameters_are_told_with_the_values_that_made_the_rows() -> None:
    found = data("line", {"rows": 12, "slope": 3})
    assert found["count"] == 12
    values = {one["name"]: one["value"] for one in found["parameters"]}
    assert values == {"slope": 3, "intercept": -1, "rows": 12, "noise": 0.5, "outliers": 0, "sample": 0}
    assert {one["name"]: one["default"] for one in found["parameters"]}["slope"] == 2


def test_what_no_table_takes_is_refused() -> None:
    with pytest.raises(BadInput):
        data("line", {"rows": 1})
    with pytest.raises(BadInput):
        data("nothing", {})


def test_your_own_table_is_told_in_the_same_way_with_its_gaps_and_its_notes() -> None:
    table = read("a;b;c\n1,5;2;x\n;3;y\n;;\n4;5;x\n")
    found = told(table)
    assert (found["id"], found["origin"], found["count"]) == ("own", "Yours.", 3)
    assert found["notes"] == ("1 line without any value is left out.",)
    first = found["columns"][0]
    assert (first["count"], first["missing"], first["low"], first["mean"]) == (2, 1, 1.5, 2.75)
    assert [math.isnan(row[0]) for row in rows(table)] == [False, True, False]
