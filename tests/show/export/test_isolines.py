"""Level lines are whole and lie where they should; what leaves a frame is cut where it leaves."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.show.export.isolines import framed, isolines

FRAME = ((-2.0, 2.0), (-1.0, 3.0))
AXIS = np.linspace(-2, 2, 81)
PLACES = st.tuples(st.floats(-9, 9), st.floats(-9, 9))


def length(line: list[tuple[float, float]]) -> float:
    return sum(math.dist(a, b) for a, b in itertools.pairwise(line))


def test_a_circle_is_one_closed_line_as_long_as_its_circumference() -> None:
    (line,) = isolines(AXIS, AXIS, AXIS[None, :] ** 2 + AXIS[:, None] ** 2, 1.0)
    assert math.dist(line[0], line[-1]) < 1e-6
    assert max(abs(math.hypot(*place) - 1) for place in line) < 1e-3
    assert length(line) == pytest.approx(2 * math.pi, rel=1e-3)


def test_lines_that_end_at_the_edge_run_from_edge_to_edge() -> None:
    lines = isolines(AXIS, AXIS, AXIS[None, :] ** 2 + 0 * AXIS[:, None], 1.0)
    assert len(lines) == 2
    for line in lines:
        assert {round(line[0][1], 6), round(line[-1][1], 6)} == {-2.0, 2.0}
        assert length(line) == pytest.approx(4, rel=1e-6)


def test_where_heights_are_not_finite_there_is_no_line() -> None:
    with np.errstate(invalid="ignore"):
        z = np.sqrt(AXIS[None, :]) + 0 * AXIS[:, None]
    lines = isolines(AXIS, AXIS, z, 1.0)
    assert [round(place[0], 3) for line in lines for place in line] == [1.0] * len(lines[0])


@given(st.lists(PLACES, min_size=2, max_size=8))
def test_every_piece_of_a_path_lies_in_the_frame_and_on_the_path(path: list[tuple[float, float]]) -> None:
    for piece in framed(path, FRAME):
        for place in piece:
            assert all(low - 1e-9 <= v <= high + 1e-9 for v, (low, high) in zip(place, FRAME, strict=True))
            near = [
                math.dist(a, place) + math.dist(place, b) - math.dist(a, b)
                for a, b in itertools.pairwise(path)
            ]
            assert min(near) < 1e-6


def test_what_lies_inside_stays_to_the_bit_and_what_lies_outside_is_left_out() -> None:
    inside = [(0.1, 0.2), (1.0, 2.9), (-1.9, -0.7)]
    assert framed(inside, FRAME) == [inside]
    assert framed([(5.0, 5.0), (9.0, 9.0)], FRAME) == []
    assert framed([(0.0, 0.0), (4.0, 0.0), (0.0, 1.0)], FRAME) == [
        [(0.0, 0.0), (2.0, 0.0)],
        [(2.0, 0.5), (0.0, 1.0)],
    ]
    assert framed([(0.0, 0.0)], FRAME) == [[(0.0, 0.0)]]
