"""Points drawn by hand, as a link holds them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import BadInput
from app.core.tables.points import MAX_POINTS, read_points, write_points

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@settings(deadline=None)
@given(st.lists(st.tuples(FINITE, FINITE), min_size=1, max_size=20))
def test_points_come_back_as_they_were_written(points: list[tuple[float, float]]) -> None:
    text = write_points(points)
    table = read_points(text)
    x, y = [column.values.tolist() for column in table.columns]
    assert list(zip(x, y, strict=True)) == points
    assert write_points(zip(x, y, strict=True)) == text


def test_points_are_written_shortest() -> None:
    assert write_points([(1.0, -0.0), (0.1, 1e-07), (1e22, -2.50)]) == "1,0;0.1,1e-7;1e22,-2.5"


def test_the_table_of_points_is_x_and_y_and_the_same_object() -> None:
    table = read_points("1,2; 3 , 4")
    assert (table.id, table.names, table.x, table.y) == ("points", ("x", "y"), ("x",), "y")
    assert table is read_points("1,2; 3 , 4")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "is no point"),
        ("1,2;", "is no point"),
        ("1", "is no point"),
        ("1,2,3", "is no point"),
        ("1,2;3;4", "“3” is no point"),
        ("1,b", "“b” is not a number"),
        ("1,nan", "not a number"),
        ("1,inf", "not a number"),
        ("1,1e999", "too large"),
        ("1,1_0", "not a number"),
        ("1,٣", "not a number"),
        ("1," + "9" * 100_000 + "x", "not a number"),
        ("1,2;" * MAX_POINTS + "1,2", "more than 500"),
    ],
)
def test_what_is_no_point_is_refused(text: str, word: str) -> None:
    with pytest.raises(BadInput, match=word) as refused:
        read_points(text)
    assert refused.value.field == "s.points"
    assert len(refused.value.message) < 200


def test_five_hundred_points_may_be_drawn() -> None:
    assert read_points(";".join(["1,2"] * MAX_POINTS)).rows == MAX_POINTS
