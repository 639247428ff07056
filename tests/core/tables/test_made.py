"""Made tables: the same rows for ever, and the rule behind them is the one that they tell."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from app.core.tables import MADE, Table
from app.core.tables.made_traffic import WEATHER
from app.tables import load

# The first and the eighth row at the defaults, written down once: a link must show the same rows for ever.
GOLDEN: dict[str, tuple[tuple[float, ...], ...]] = {
    "line": ((2.658, 4.718), (1.914, 2.308)),
    "wave": ((2.658, -1.075), (1.914, -1.157)),
    "decay": ((4.715, 0.15), (4.095, 0.01)),
    "threshold": ((9.429, 1.0), (8.189, 1.0)),
    "clusters": ((-0.634, -0.517, 0.0), (1.983, 0.377, 1.0)),
    "blobs": ((3.366, 0.483, 0.0), (-0.767, 1.542, 1.0)),
    "xor": ((-0.907, -0.794, 0.0), (0.883, 0.707, 0.0)),
    "circles": ((1.001, -0.276, 0.0), (0.085, -0.319, 1.0)),
    "moons": ((-0.903, 0.273, 0.0), (1.739, 0.016, 1.0)),
    "spirals": ((-0.92, 0.278, 0.0), (0.552, -0.691, 1.0)),
    "traffic": ((22.0, 2.0, 1.0, 248.0, 2.0, 435.0), (19.0, 2.0, 1.0, 248.0, 2.0, 2610.0)),
}

CURVES = {
    "line": lambda x: 2 * x - 1,
    "wave": lambda x: 1.5 * np.sin(2 * x),
    "decay": lambda x: 3 * np.exp(-0.8 * x),
}
# What tells the second kind from the first where there is no noise.
RULES = {
    "clusters": lambda x1, x2: 1.5 * x1 + x2 > 0,
    "xor": lambda x1, x2: x1 * x2 < 0,
    "circles": lambda x1, x2: np.hypot(x1, x2) < 0.7,
    "moons": lambda x1, x2: np.abs(np.hypot(x1 - 1, x2 - 0.5) - 1) < np.abs(np.hypot(x1, x2) - 1),
    "spirals": lambda x1, x2: (
        np.abs((np.arctan2(x2, x1) / np.pi - 3 * np.hypot(x1, x2) - 1 + 1) % 2 - 1) < 0.1
    ),
}


def column(table: Table, name: str) -> np.ndarray:
    return table.column(name, "").values


def rows(table: Table) -> np.ndarray:
    return np.array([one.values for one in table.columns]).T


@pytest.mark.parametrize("id", MADE)
def test_the_rows_of_a_table_stay_the_same_from_release_to_release(id: str) -> None:
    assert [tuple(row) for row in rows(load(id))[[0, 7]].tolist()] == list(GOLDEN[id])


@pytest.mark.parametrize("id", MADE)
def test_more_rows_leave_those_before_where_they_are(id: str) -> None:
    few, many = rows(load(id, {"rows": 10})), rows(load(id, {"rows": 2000}))
    assert (len(few), len(many)) == (10, 2000)
    np.testing.assert_array_equal(few, many[:10])


@pytest.mark.parametrize("id", MADE)
def test_another_sample_is_another_draw(id: str) -> None:
    drawn = [rows(load(id, {"sample": sample})) for sample in (0, 1, 999)]
    assert not any(np.array_equal(one, other) for one, other in pairwise(drawn))


@pytest.mark.parametrize("id", MADE)
@pytest.mark.parametrize("end", ["low", "high"])
def test_every_parameter_may_go_to_its_ends(id: str, end: str) -> None:
    values = {limits.name: getattr(limits, end) for limits in MADE[id].parameters}
    table = load(id, values)
    assert table.rows == values["rows"]
    assert np.isfinite(rows(table)).all()
    for one in table.columns:
        assert not one.labels or set(one.values) <= set(range(len(one.labels)))


@pytest.mark.parametrize("id", MADE)
def test_every_made_table_has_rows_noise_outliers_and_a_sample(id: str) -> None:
    names = [limits.name for limits in MADE[id].parameters]
    assert len(names) == len(set(names))
    assert {"rows", "noise", "outliers", "sample"} <= set(names)


@pytest.mark.parametrize("id", CURVES)
def test_without_noise_the_points_lie_on_the_curve(id: str) -> None:
    table = load(id, {"noise": 0, "rows": 500})
    np.testing.assert_allclose(column(table, "y"), CURVES[id](column(table, "x")), atol=0.004)


@pytest.mark.parametrize("id", CURVES)
def test_noise_is_the_standard_deviation_around_the_curve_and_grows_along_one_way(id: str) -> None:
    once, twice = [load(id, {"noise": noise, "rows": 2000}) for noise in (0.5, 1.0)]
    off, further = [column(table, "y") - CURVES[id](column(table, "x")) for table in (once, twice)]
    assert np.std(off) == pytest.approx(0.5, rel=0.05)
    np.testing.assert_allclose(further, 2 * off, atol=0.01)


@pytest.mark.parametrize("id", CURVES)
def test_outliers_lie_far_off_on_both_sides_and_are_as_many_as_told(id: str) -> None:
    table = load(id, {"noise": 0, "outliers": 0.2, "rows": 2000})
    off = column(table, "y") - CURVES[id](column(table, "x"))
    astray = np.abs(off) > 1
    assert np.mean(astray) == pytest.approx(0.2, abs=0.03)
    assert 0.4 < np.mean(off[astray] > 0) < 0.6


@pytest.mark.parametrize("id", RULES)
def test_without_noise_a_rule_tells_the_kinds_apart(id: str) -> None:
    table = load(id, {"noise": 0, "rows": 1000})
    told = RULES[id](column(table, "x1"), column(table, "x2"))
    np.testing.assert_array_equal(told, column(table, "kind") == 1)
    assert np.mean(column(table, "kind")) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("id", [*RULES, "blobs", "threshold"])
def test_outliers_keep_their_place_and_carry_another_label(id: str) -> None:
    right, wrong = [load(id, {"outliers": share, "rows": 2000}) for share in (0, 0.1)]
    np.testing.assert_array_equal(rows(right)[:, :-1], rows(wrong)[:, :-1])
    assert np.mean(rows(right)[:, -1] != rows(wrong)[:, -1]) == pytest.approx(0.1, abs=0.02)


def test_the_kinds_of_the_threshold_overlap_only_where_there_is_luck() -> None:
    hours, passed = rows(load("threshold", {"noise": 0, "threshold": 4})).T
    np.testing.assert_array_equal(hours > 4, passed == 1)
    hours, passed = rows(load("threshold")).T
    assert hours[passed == 0].max() > hours[passed == 1].min()


def test_the_two_clusters_can_be_parted_by_a_line_at_first_and_not_in_much_noise() -> None:
    for noise, parted in ((0.3, True), (2.0, False)):
        x1, x2, kind = rows(load("clusters", {"noise": noise})).T
        assert np.array_equal(1.5 * x1 + x2 > 0, kind == 1) is parted


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_there_are_as_many_blobs_as_asked_for_each_round_its_own_place(classes: int) -> None:
    table = load("blobs", {"classes": classes, "noise": 0.1, "rows": 600})
    assert table.columns[2].labels == ("first", "second", "third", "fourth", "fifth", "sixth")[:classes]
    x1, x2, kind = rows(table).T
    assert np.bincount(kind.astype(int)).tolist() == [600 // classes] * classes
    angle = np.arctan2(x2, x1) % (2 * np.pi)
    np.testing.assert_array_equal(np.round(angle / (2 * np.pi) * classes) % classes, kind)


def hourly(workday: bool, **chosen: float) -> np.ndarray:
    """The mean number of cars in each hour of a day."""
    tables = [load("traffic", {"rows": 2000, "sample": sample, **chosen}) for sample in range(5)]
    hour, work, cars = np.concatenate([rows(table)[:, [0, 2, 5]] for table in tables]).T
    return np.array([cars[(hour == at) & (work == workday)].mean() for at in range(24)])


def test_traffic_has_two_peaks_on_workdays_and_one_in_the_afternoon_at_weekends() -> None:
    work, weekend = hourly(True), hourly(False)
    assert np.argmax(work[:12]) in {7, 8}
    assert np.argmax(work[12:]) + 12 in {16, 17}
    assert work[10:13].max() < 0.8 * min(work[:12].max(), work[12:].max())
    assert 13 <= np.argmax(weekend) <= 16
    assert max(work[2:5].max(), weekend[3:5].max()) < 0.25 * work.max()


def test_rain_and_snow_keep_cars_at_home_and_it_snows_in_winter_only() -> None:
    table = load("traffic", {"rows": 2000, "noise": 0})
    hour, weekday, work, day, weather, cars = rows(table).T
    at_five = (hour == 17) & (work == 1)
    clear, _, rain, snow = [cars[at_five & (weather == kind)].mean() for kind in range(len(WEATHER))]
    assert snow < rain < 0.95 * clear
    assert not np.any((weather == 3) & (np.abs(day - 197) < 45))
    assert np.mean(weather == 3) < 0.1
    np.testing.assert_array_equal(work == 1, weekday < 5)
    np.testing.assert_array_equal((day - 1) % 7, weekday)
    assert set(hour) == set(range(24))


def test_cars_are_whole_and_some() -> None:
    cars = column(load("traffic", {"rows": 2000, "noise": 1, "outliers": 0.5}), "cars")
    np.testing.assert_array_equal(cars, np.round(cars))
    assert cars.min() > 0
