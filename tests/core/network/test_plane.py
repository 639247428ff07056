import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import BadInput
from app.core.network import Plane, ends_plane, initial, pca_plane, random_plane, weights_plane, window
from tests.core.network.samples import network

SHAPE = network(layers=(6, 5))
GENERATOR = np.random.default_rng(0)
TRAINED = initial(SHAPE, "uniform", GENERATOR)


def some(count):
    return np.random.default_rng(8).standard_normal((count, SHAPE.size))


def test_projection_is_what_least_squares_gives_for_crooked_directions():
    origin, first, second, *points = some(9)
    plane = Plane(origin, first, 5 * second + first)
    coordinates, off = plane.project(np.array(points))
    expected, residuals, *_ = np.linalg.lstsq(plane.basis, (np.array(points) - origin).T, rcond=None)
    assert coordinates == pytest.approx(expected.T, rel=1e-12)
    assert off == pytest.approx(np.sqrt(residuals), rel=1e-12)


def test_points_of_the_plane_are_found_where_they_are_at_no_distance():
    plane = random_plane(SHAPE, TRAINED, np.random.default_rng(1))
    points = np.array([plane.at(0.3, -2), plane.at(0, 0)])
    coordinates, off = plane.project(points)
    assert coordinates == pytest.approx(np.array([[0.3, -2], [0, 0]]), abs=1e-12)
    assert off == pytest.approx([0, 0], abs=1e-12)


def test_each_random_filter_is_as_long_as_the_trained_one_and_biases_stay():
    plane = random_plane(SHAPE, TRAINED, np.random.default_rng(1))
    for direction in (plane.first, plane.second):
        for layer in SHAPE.layout:
            lengths = [np.linalg.norm(layer.matrix(vector), axis=1) for vector in (direction, TRAINED)]
            assert lengths[0] == pytest.approx(lengths[1], rel=1e-14)
            assert not layer.offset(direction).any()


def test_random_directions_grow_with_the_weights_and_come_from_the_seed():
    one, same, double = (
        random_plane(SHAPE, v, np.random.default_rng(4)) for v in (TRAINED, TRAINED, 2 * TRAINED)
    )
    assert (one.first == same.first).all()
    assert (one.second == same.second).all()
    assert double.first == pytest.approx(2 * one.first)
    other = random_plane(SHAPE, TRAINED, np.random.default_rng(5))
    assert not np.allclose(one.first, other.first)


def test_a_unit_without_weights_does_not_move_but_a_network_without_weights_has_no_plane():
    vector = TRAINED.copy()
    SHAPE.layout[0].matrix(vector)[2] = 0
    moved = SHAPE.layout[0].matrix(random_plane(SHAPE, vector, np.random.default_rng(1)).first)
    assert not moved[2].any()
    assert moved[3].all()
    with pytest.raises(BadInput, match=r"^s\.plane"):
        random_plane(SHAPE, np.zeros(SHAPE.size), np.random.default_rng(1))


def test_principal_components_are_those_of_the_singular_value_decomposition():
    path = np.cumsum(some(30), axis=0)
    plane = pca_plane(path)
    way = path[:-1] - path[-1]
    _, sizes, right = np.linalg.svd(way - way.mean(axis=0), full_matrices=False)
    assert plane.shares == pytest.approx((sizes**2 / (sizes**2).sum())[:2], rel=1e-12)
    for direction, expected in zip((plane.first, plane.second), right, strict=False):
        assert np.abs(direction @ expected) == pytest.approx(1, abs=1e-12)
    assert plane.first @ plane.second == pytest.approx(0, abs=1e-14)
    assert (plane.origin == path[-1]).all()


def test_a_path_longer_than_it_is_wide_has_the_same_components_as_the_same_rows_twice():
    path = np.random.default_rng(3).standard_normal((50, 4)) * [3, 2, 1, 0.5]
    way = path[:-1] - path[-1]
    plane = pca_plane(path)
    twice = pca_plane(np.vstack([path[:-1], path]))
    assert plane.first == pytest.approx(twice.first, abs=1e-12)
    assert plane.shares[0] == pytest.approx(np.linalg.eigvalsh(np.cov(way.T))[-1] / np.trace(np.cov(way.T)))


def test_principal_components_point_to_where_their_largest_entry_is_positive():
    path = np.cumsum(some(12), axis=0)
    plane, mirrored = pca_plane(path), pca_plane(-path)
    for direction in (plane.first, plane.second):
        assert direction[np.argmax(np.abs(direction))] > 0
    assert mirrored.first == pytest.approx(plane.first, abs=1e-12)


def test_a_path_within_a_plane_lies_on_the_plane_of_its_components():
    origin, first, second = some(3)
    turns = np.linspace(0, 3, 20)[:, None]
    path = origin + np.cos(turns) * first + np.sin(turns) * second
    plane = pca_plane(path)
    assert sum(plane.shares) == pytest.approx(1, abs=1e-12)
    assert plane.project(path)[1] == pytest.approx(np.zeros(20), abs=1e-11)


@pytest.mark.parametrize("stops", [[0, 1], [0, 1, 2], [0, 0.1, 0.7, 5], [0, 0, 0, 1], [3, 1, 2, 0]])
def test_a_path_on_a_straight_line_explains_nothing_by_its_second_direction(stops):
    origin, along = some(2)
    path = origin + np.array(stops)[:, None] * along
    plane = pca_plane(path)
    assert plane.shares == (1, 0)
    assert np.abs(plane.first @ along) == pytest.approx(np.linalg.norm(along))
    assert plane.first @ plane.second == pytest.approx(0, abs=1e-12)
    assert plane.project(path)[1] == pytest.approx(np.zeros(len(stops)), abs=1e-10)


def test_a_path_that_never_moves_spans_no_plane():
    with pytest.raises(BadInput, match=r"^s\.plane: The path does not move"):
        pca_plane(np.ones((5, 3)))


def test_a_path_that_diverged_spans_no_plane():
    with pytest.raises(BadInput, match=r"^s\.plane: .*diverged"):
        pca_plane(np.array([[0.0, 0], [1, 1], [math.inf, 0], [math.nan, 0]]))


def test_a_path_of_tiny_and_of_huge_moves_has_the_same_components():
    path = np.cumsum(some(9), axis=0)
    for scale in (1e-150, 1e150):
        assert pca_plane(path * scale).first == pytest.approx(pca_plane(path).first, abs=1e-9)


def test_the_plane_of_ends_holds_every_end():
    points = some(3)
    plane = ends_plane(points)
    coordinates, off = plane.project(points)
    assert off == pytest.approx([0, 0, 0], abs=1e-12)
    assert coordinates[1] == pytest.approx([np.linalg.norm(points[1] - points[0]), 0], abs=1e-12)
    assert coordinates[2, 1] > 0
    assert plane.basis.T @ plane.basis == pytest.approx(np.eye(2), abs=1e-14)


def test_two_ends_span_a_plane_with_the_weight_that_moves_least_between_them():
    start, stop = np.zeros(4), np.array([1.0, 2.0, 0.0, 3.0])
    plane = ends_plane([start, stop])
    assert plane.second.tolist() == [0, 0, 1, 0]
    assert plane.at(np.linalg.norm(stop), 0) == pytest.approx(stop)


def test_ends_that_coincide_or_lie_on_one_line_span_no_plane():
    point, other, _ = some(3)
    for points in (
        [point],
        [point, point],
        [point, point, other],
        [point, other, point],
        [point, other, (point + other) / 2],
    ):
        with pytest.raises(BadInput, match=r"^s\.plane"):
            ends_plane(points)


def test_two_weights_move_alone():
    plane = weights_plane(TRAINED, 3, 1)
    moved = plane.at(0.5, -2) - TRAINED
    assert np.flatnonzero(moved).tolist() == [1, 3]
    assert moved[3] == pytest.approx(0.5)
    assert moved[1] == pytest.approx(-2)


@pytest.mark.parametrize("pair", [(2, 2), (-1, 0), (0, SHAPE.size)])
def test_a_weight_twice_or_one_that_is_not_there_is_refused(pair):
    with pytest.raises(BadInput, match=r"^s\.plane"):
        weights_plane(TRAINED, *pair)


@pytest.mark.parametrize("second", [[2.0, 0, 0], [0, 0, 0], [math.nan, 0, 1], [1, 1e-12, 0]])
def test_directions_that_span_no_plane_are_refused(second):
    with pytest.raises(BadInput, match=r"^s\.plane"):
        Plane(np.zeros(3), np.array([1.0, 0, 0]), np.array(second))


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1, max_size=9))
def test_a_window_holds_every_point_with_room_and_is_never_a_thread(points):
    (a0, a1), (b0, b1) = window(np.array(points))
    for a, b in points:
        assert a0 < a < a1
        assert b0 < b < b1
    assert 1 / 6 < (a1 - a0) / (b1 - b0) < 6


def test_where_nothing_moves_the_window_reaches_one_to_either_side():
    assert window(np.array([[3.0, -4.0]])) == ((2, 4), (-5, -3))
