"""Real tables against what others published of them, and against the files read another way."""

from __future__ import annotations

import csv
import gzip
from collections import Counter

import numpy as np
import pytest

from app.core.tables import Table
from app.tables import load, observed
from app.tables.real import Real, folder

# Tips by the help page of R's package reshape, iris by the UCI repository, gapminder by R's package of that
# name; the others were counted.
ROWS = {
    "tips": 244,
    "iris": 150,
    "iris_two": 100,
    "gapminder": 142,
    "gapminder_all": 1704,
    "stocks": 105,
    "election": 58,
}
REAL = {id: value for id, value in vars(observed).items() if isinstance(value, Real)}


def values(table: Table, name: str) -> np.ndarray:
    return table.column(name, "").values


def raw(file: str) -> list[dict[str, str]]:
    with gzip.open(folder() / file, "rt", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("id", REAL)
def test_every_real_table_has_all_its_rows_and_no_gap(id: str) -> None:
    table = load(id)
    assert table.rows == ROWS[id]
    assert not any(column.missing for column in table.columns)
    assert not table.made


# The summary statistics in the UCI repository's iris.names.
@pytest.mark.parametrize(
    ("name", "low", "high", "mean", "deviation"),
    [
        ("sepal_length", 4.3, 7.9, 5.84, 0.83),
        ("sepal_width", 2.0, 4.4, 3.05, 0.43),
        ("petal_length", 1.0, 6.9, 3.76, 1.76),
        ("petal_width", 0.1, 2.5, 1.20, 0.76),
    ],
)
def test_the_flowers_have_the_published_statistics(
    name: str, low: float, high: float, mean: float, deviation: float
) -> None:
    found = values(load("iris"), name)
    assert (found.min(), found.max()) == (low, high)
    assert found.mean() == pytest.approx(mean, abs=0.006)
    assert found.std(ddof=1) == pytest.approx(deviation, abs=0.006)


def test_there_are_fifty_flowers_of_each_species_and_the_two_odd_rows_of_the_repository() -> None:
    for id, count in (("iris", 3), ("iris_two", 2)):
        assert np.bincount(values(load(id), "species").astype(int)).tolist() == [50] * count
    flowers = np.array([column.values for column in load("iris").columns]).T
    assert flowers[[34, 37]].tolist() == [[4.9, 3.1, 1.5, 0.1, 0]] * 2
    np.testing.assert_array_equal(
        values(load("iris_two"), "petal_length"), values(load("iris"), "petal_length")[50:]
    )


@pytest.mark.parametrize(
    ("continent", "life"),
    [("Africa", 54.8), ("Americas", 73.6), ("Asia", 70.7), ("Europe", 77.6), ("Oceania", 80.7)],
)
def test_lives_in_2007_are_as_long_as_published_for_each_continent(continent: str, life: float) -> None:
    table = load("gapminder")
    here = values(table, "continent") == table.column("continent", "").labels.index(continent)
    assert values(table, "life_expectancy")[here].mean() == pytest.approx(life, abs=0.05)


def test_the_countries_are_named_and_their_incomes_are_the_powers_of_the_logarithms() -> None:
    table = load("gapminder_all")
    assert len(table.column("country", "").labels) == 142
    np.testing.assert_allclose(10 ** values(table, "log_income"), values(table, "income"), rtol=1e-13)
    assert Counter(values(table, "year").tolist()) == {float(year): 142 for year in range(1952, 2008, 5)}


@pytest.mark.parametrize("id", REAL)
def test_every_number_is_the_one_in_the_file(id: str) -> None:
    definition = REAL[id]
    kept = [row for row in raw(definition.file) if definition.keep(row)]
    for field, column in zip(definition.fields, load(id).columns, strict=True):
        texts = [row[field.source] for row in kept]
        if column.labels:
            assert [column.labels[int(value)] for value in column.values] == texts
        elif field.read is None:
            assert column.values.tolist() == list(map(float, texts))


def test_numpy_reads_the_same_bills() -> None:
    with gzip.open(folder() / "tips.csv.gz", "rt") as lines:
        found = np.genfromtxt(lines, delimiter=",", skip_header=1, usecols=(0, 1, 6))
    for place, name in enumerate(("total_bill", "tip", "size")):
        np.testing.assert_array_equal(values(load("tips"), name), found[:, place])


def test_the_stories_of_the_lines_are_true() -> None:
    slope, base = np.polyfit(values(load("tips"), "total_bill"), values(load("tips"), "tip"), 1)
    assert (10 * slope, base) == (pytest.approx(1, abs=0.1), pytest.approx(1, abs=0.1))
    years = np.polyfit(
        values(load("gapminder"), "log_income"), values(load("gapminder"), "life_expectancy"), 1
    )[0]
    assert years == pytest.approx(17, abs=0.5)


def test_weeks_are_counted_and_every_share_begins_at_1() -> None:
    table = load("stocks")
    assert values(table, "week").tolist() == list(range(105))
    assert {column.values[0] for column in table.columns[1:]} == {1.0}


def test_the_votes_add_up_and_a_majority_is_more_than_half() -> None:
    table = load("election")
    votes = np.array([values(table, name) for name in ("bergeron", "coderre", "joly")])
    np.testing.assert_array_equal(votes.sum(axis=0), values(table, "total"))
    np.testing.assert_array_equal(votes.argmax(axis=0), values(table, "winner"))
    np.testing.assert_array_equal(2 * votes.max(axis=0) > votes.sum(axis=0), values(table, "result") == 1)
