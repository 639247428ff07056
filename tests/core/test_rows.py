"""Rows of data: means over them, at many points and as polynomials, and the batches dealt from them."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.compile import function
from app.core.landscape import Landscape
from app.core.moments import condensed
from app.core.rows import Batches, Rows
from app.core.surfaces.surface import Point
from tests.core import runs
from tests.core.fits import cases

X1, X2, Y = cases.noisy()
_, _, KIND = cases.kinds(rows=40)
FITS = {
    "line": ("w*x + b", "squared", [X1], Y),
    "plane": ("w1*x1 + w2*x2", "squared", [X1, X2], Y),
    "cubic": ("(w*x - b)**3/4 + w", "squared", [X1], Y),
    "bend": ("w*sin(x)/x + b*exp(-x)*w", "squared", [X1], Y),
    "wave": ("w*sin(b*x)", "squared", [X1], Y),
    "robust": ("w*x + b", "huber", [X1], Y),
    "kinked": ("w*x + b", "absolute", [X1], Y),
    "neuron": ("sigmoid(w*x + b)", "logistic", [X1], KIND),
    "margin": ("w*x + b", "hinge", [X1], KIND),
    "one": ("w*x", "squared", [X1], Y),
}
POLYNOMIALS = {"line", "plane", "cubic", "bend", "one"}
PENALTIES: list[dict[str, float]] = [{}, {"l1": 0.1, "l2": 0.2}]


def land_of(name: str, numbers: dict[str, float] | None = None) -> Landscape:
    return cases.fit(*FITS[name], numbers).bare


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 2**53 - 1))
def test_without_replacement_every_row_comes_once_an_epoch_and_the_last_batch_has_what_is_left(
    count: int, size: int, seed: int
) -> None:
    batches = Batches(count, min(size, count), seed)
    for epoch in range(3):
        steps = range(epoch * batches.each, (epoch + 1) * batches.each)
        dealt = [batches.at(step) for step in steps]
        assert sorted(np.concatenate(dealt).tolist()) == list(range(count))
        assert {len(batch) for batch in dealt[:-1]} <= {batches.size}
        assert len(dealt[-1]) == count % batches.size or len(dealt[-1]) == batches.size
        assert {batches.epoch(step) for step in steps} == {epoch}


def test_each_epoch_is_shuffled_anew_and_every_order_is_as_likely_as_another() -> None:
    batches = Batches(3, 3, 0)
    orders = Counter(tuple(batches.at(step).tolist()) for step in range(3000))
    assert len(orders) == 6
    assert all(abs(times - 500) < 100 for times in orders.values())


def test_batches_follow_from_the_seed_and_the_step_alone() -> None:
    for replace in (False, True):
        one, same, other = [Batches(50, 8, seed, replace) for seed in (3, 3, 4)]
        backwards = [same.at(step).tolist() for step in reversed(range(40))][::-1]
        assert [one.at(step).tolist() for step in range(40)] == backwards
        assert backwards != [other.at(step).tolist() for step in range(40)]


def test_with_replacement_rows_come_again_within_a_batch_and_each_is_drawn_as_often() -> None:
    batches = Batches(10, 8, 1, replace=True)
    drawn = [batches.at(step) for step in range(4000)]
    assert {len(batch) for batch in drawn} == {8}
    counts = np.bincount(np.concatenate(drawn), minlength=10)
    assert len(counts) == 10
    # Thirty-two thousand draws: 3200 of each row, give or take 54.
    assert np.abs(counts - 3200).max() < 5 * 54
    alone = sum(len(set(batch.tolist())) == 8 for batch in drawn) / 4000
    assert alone == pytest.approx(np.prod(1 - np.arange(8) / 10), abs=0.01)


def test_nobody_who_is_dealt_rows_can_change_what_others_are_dealt() -> None:
    batch = Batches(9, 4, 0).at(0)
    with pytest.raises(ValueError, match="read-only"):
        batch[0] = 5


def test_rows_are_taken_in_the_order_asked_for_and_as_often() -> None:
    rows = Rows((("x·i", np.array([1.0, 2.0, 3.0])), ("y·i", np.array([4.0, 5.0, 6.0]))))
    taken = rows.taken(np.array([2, 0, 2]))
    assert len(rows) == len(taken) == 3
    assert taken.column("x·i").tolist() == [3, 1, 3]
    assert taken.column("y·i").tolist() == [6, 4, 6]
    assert taken.names == ("x·i", "y·i")


def points(land: Landscape, count: int = 200) -> list[Point]:
    random = np.random.default_rng(5)
    return [tuple(random.uniform(-3, 3, land.dimension).tolist()) for _ in range(count)]


@pytest.mark.parametrize("name", FITS)
def test_a_sweep_over_many_points_is_the_mean_at_each(name: str) -> None:
    land = land_of(name)
    assert land.rows is not None
    losses = function((land.bound_loss,), (*land.variables, *land.rows.names), True)
    at = points(land, 1000)
    # Of so many points a sweep takes more than one bite.
    swept = land.rows.swept(losses, tuple([np.array(c).reshape(20, 50) for c in zip(*at, strict=True)]))
    assert swept.shape == (20, 50)
    expected = [land.loss_at(point) for point in at]
    np.testing.assert_allclose(swept.ravel(), expected, rtol=1e-14, atol=0)


def test_a_sweep_takes_coordinates_that_broadcast_and_no_points_at_all() -> None:
    land = land_of("wave")
    across, up = np.linspace(-1, 1, 4), np.linspace(0, 2, 3)
    heights = land.loss_of(across[None, :], up[:, None])
    assert heights.shape == (3, 4)
    assert heights[2, 1] == pytest.approx(land.loss_at((across[1], up[2])), rel=1e-14)
    assert land.loss_of(np.empty(0), np.empty(0)).shape == (0,)
    assert land.loss_of(np.array(0.5), np.array(1.0)).shape == ()


@pytest.mark.parametrize("numbers", PENALTIES, ids=str)
@pytest.mark.parametrize("name", FITS)
def test_a_mean_is_condensed_where_it_is_a_polynomial_in_the_weights_and_only_there(
    name: str, numbers: dict[str, float]
) -> None:
    land = land_of(name, numbers)
    assert land.rows is not None
    short = condensed(land.bound_loss, land.variables, land.rows)
    assert (short is not None) == (name in POLYNOMIALS)
    if short is not None:
        told = function((short,), land.variables)
        for point in points(land):
            assert told(*point)[0] == pytest.approx(land.loss_at(point), rel=1e-10)


LONG = ["(w*x + b)**50", "(w*x + b + 1)**9", "(w*x + b)**2*(w - b*x + 1)**7*w**3"]


@pytest.mark.parametrize("model", LONG)
def test_a_polynomial_of_many_terms_is_left_a_mean_before_it_is_multiplied_out(model: str) -> None:
    land = cases.fit(model, "squared", [X1 / 5], Y).bare
    assert land.rows is not None
    assert condensed(land.bound_loss, land.variables, land.rows) is None


@pytest.mark.parametrize("far", [0.0, 1e3, 1e6])
def test_the_picture_keeps_its_digits_where_the_loss_is_next_to_nothing(far: float) -> None:
    """Points on a line: at the bottom the terms of the polynomial cancel to the last digit."""
    x = X1 + far
    land = cases.fit("w*x + b", "squared", [x], 2 * x - 1).bare
    random = np.random.default_rng(2)
    w = 2 + random.normal(size=300) * 10.0 ** random.uniform(-9, 1, 300)
    b = -1 + random.normal(size=300) * 10.0 ** random.uniform(-9, 1, 300)
    at = [land.loss_at(point) for point in zip(w.tolist(), b.tolist(), strict=True)]
    assert min(at) < 1e-6 * max(at)
    np.testing.assert_allclose(land.loss_of(w, b), at, rtol=1e-10, atol=0)
    assert land.loss_of(np.array([2.0]), np.array([-1.0])).tolist() == [land.loss_at((2.0, -1.0))]


@pytest.mark.parametrize("name", ["line", "neuron", "margin"])
def test_a_landscape_of_some_rows_is_the_fit_to_them_alone(name: str) -> None:
    model, loss, x, y = FITS[name]
    chosen = np.array([3, 17, 4, 30, 17])
    part = cases.fit(model, loss, x, y).landscape.on(chosen)
    alone = cases.fit(model, loss, [column[chosen] for column in x], y[chosen]).bare
    for point in points(part, 20):
        assert part.loss_at(point) == alone.loss_at(point)
        assert part.gradient_at(point) == alone.gradient_at(point)
        assert np.array_equal(part.hessian_at(point), alone.hessian_at(point))
        column = [np.array([value]) for value in point]
        assert part.loss_of(*column)[0] == pytest.approx(alone.loss_at(point), rel=1e-12)


def test_of_some_rows_no_minimum_is_known_though_it_is_of_all() -> None:
    land = cases.fit(*FITS["line"]).landscape
    part = land.on(np.arange(5))
    assert land.minima
    assert part.minima == part.local_minima == ()
    assert part.best is None
    assert (part.window, part.start) == (land.window, land.start)


def test_a_surface_without_data_has_no_part() -> None:
    with pytest.raises(TypeError):
        runs.scene("himmelblau").on(np.arange(2))
