"""The lowest points of fits: against NumPy's and SciPy's solvers, and against searches of the window."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brute, differential_evolution, linprog, minimize

from app.core.fits.catalogue import FITS
from app.core.fits.fit import Fit
from tests.core.fits import cases
from tests.core.fits.cases import fit

X1, X2, Y = cases.noisy()
U1, U2, KIND = cases.kinds()
ONES = np.ones_like(X1)

# What a model of weights multiplies: the columns beside which a solver finds the same weights.
DESIGNS = [("w*x + b", [X1], [X1, ONES]), ("w1*x1 + w2*x2", [X1, X2], [X1, X2]), ("w*x", [X1], [X1])]
CLASSES = [
    ("w*x + b", [U1], [U1, np.ones_like(U1)]),
    ("w1*x1 + w2*x2", [U1, U2], [U1, U2]),
    ("w*x", [U1], [U1]),
]
SIZES = [(1.0, 1.0), (1e-6, 1.0), (1e9, 1.0), (1.0, 1e-6), (1e-6, 1e9)]


def only_minimum(found: Fit) -> tuple[np.ndarray, float]:
    """The one point that is declared, and the loss there; that it is proven and in the picture."""
    land = found.landscape
    ((point, loss),) = land.minima
    assert land.proven
    assert land.local_minima == ()
    assert land.best == loss
    for inside in (point, land.start):
        assert all(low < c < high for c, (low, high) in zip(inside, land.window, strict=True))
    return np.array(point), loss


@pytest.mark.parametrize(("of_x", "of_y"), SIZES)
@pytest.mark.parametrize(("model", "x", "columns"), DESIGNS)
def test_least_squares_are_those_of_numpy_at_any_scale(
    model: str, x: Any, columns: Any, of_x: float, of_y: float
) -> None:
    point, loss = only_minimum(fit(model, "squared", [of_x * column for column in x], of_y * Y))
    scales = [of_y / of_x if column is not ONES else of_y for column in columns]
    expected, rest, *_ = np.linalg.lstsq(np.stack(columns, axis=1), Y)
    np.testing.assert_allclose(point, expected * scales, rtol=1e-10)
    assert loss == pytest.approx(rest[0] / len(Y) * of_y**2, rel=1e-10)


@pytest.mark.parametrize("far", [2000.0, 2e4])
def test_least_squares_are_found_for_an_input_far_from_zero(far: float) -> None:
    """The valley is then so long that its curvatures differ more than a hundred million times."""
    x = far + X1
    point, _ = only_minimum(fit("w*x + b", "squared", [x], Y))
    slope = np.cov(X1, Y, bias=True)[0, 1] / X1.var()
    assert point == pytest.approx([slope, Y.mean() - slope * x.mean()], rel=1e-6)


def test_a_lowest_point_far_from_the_start_is_framed_with_room_on_its_far_side() -> None:
    land = fit("w*x + b", "squared", [2000.0 + X1], Y).landscape
    for start, lowest, (low, high) in zip(land.start, land.known.minima[0], land.window, strict=True):
        assert min(abs(lowest - low), abs(high - lowest)) > 0.15 * (high - low)
        assert low < start < high


@pytest.mark.parametrize("strength", [0.01, 10.0])
def test_ridge_regression_is_the_formula_of_the_textbook(strength: float) -> None:
    point, _ = only_minimum(fit("w1*x1 + w2*x2", "squared", [X1, X2], Y, {"l2": strength}))
    design = np.stack([X1, X2], axis=1)
    expected = np.linalg.solve(design.T @ design / len(Y) + strength * np.eye(2), design.T @ Y / len(Y))
    assert point == pytest.approx(expected, rel=1e-12)


def huber(errors: np.ndarray, delta: float) -> np.ndarray:
    size = np.abs(errors)
    return np.where(size <= delta, size**2 / 2, delta * (size - delta / 2))


def crossed(scores: np.ndarray) -> np.ndarray:
    return np.logaddexp(0, -(2 * KIND - 1) * scores)


def by_scipy(columns: Any, cost: Any) -> np.ndarray:
    design = np.stack(columns, axis=1)
    options = {"xatol": 1e-9, "fatol": 1e-15, "maxiter": 4000, "maxfev": 4000}
    start = np.zeros(design.shape[1])
    return np.array(
        minimize(lambda w: cost(design @ w).mean(), start, method="Nelder-Mead", options=options).x
    )


@pytest.mark.parametrize("delta", [0.1, 1.0])
@pytest.mark.parametrize(("model", "x", "columns"), DESIGNS)
def test_the_huber_minimum_is_scipys(model: str, x: Any, columns: Any, delta: float) -> None:
    point, loss = only_minimum(fit(model, "huber", x, Y, {"delta": delta}))
    assert point == pytest.approx(by_scipy(columns, lambda told: huber(told - Y, delta)), abs=1e-6)
    assert loss == pytest.approx(huber(np.stack(columns, axis=1) @ point - Y, delta).mean(), rel=1e-12)


@pytest.mark.parametrize(("model", "x", "columns"), CLASSES)
def test_the_logistic_minimum_is_scipys(model: str, x: Any, columns: Any) -> None:
    point, loss = only_minimum(fit(model, "logistic", x, KIND))
    assert point == pytest.approx(by_scipy(columns, crossed), abs=1e-6)
    assert loss == pytest.approx(crossed(np.stack(columns, axis=1) @ point).mean(), rel=1e-12)


def programmed(above: np.ndarray, least: np.ndarray) -> float:
    """The least mean of t where t ≥ 0 and above·w + t ≥ least, by linear programming."""
    rows, weights = above.shape
    cost = np.concatenate([np.zeros(weights), np.full(rows, 1 / rows)])
    bounds = [(None, None)] * weights + [(0, None)] * rows
    return float(linprog(cost, -np.hstack([above, np.eye(rows)]), -least, bounds=bounds).fun)


@pytest.mark.parametrize(("model", "x", "columns"), DESIGNS)
def test_least_absolute_deviations_are_those_of_linear_programming(model: str, x: Any, columns: Any) -> None:
    point, loss = only_minimum(fit(model, "absolute", x, Y))
    design = np.stack(columns, axis=1)
    # |e| is the sum of what is above and below, so twice the mean over both.
    expected = 2 * programmed(np.vstack([design, -design]), np.concatenate([Y, -Y]))
    assert loss == pytest.approx(expected, rel=1e-9)
    assert np.abs(design @ point - Y).mean() == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("model", "x", "columns"), CLASSES)
def test_the_hinge_minimum_is_that_of_linear_programming(model: str, x: Any, columns: Any) -> None:
    land = fit(model, "hinge", x, KIND).landscape
    sides = (2 * KIND - 1)[:, None] * np.stack(columns, axis=1)
    assert land.proven
    assert land.best == pytest.approx(programmed(sides, np.ones(len(KIND))), rel=1e-9)


@pytest.mark.parametrize("strength", [0.02, 0.5])
def test_with_a_penalty_on_sizes_no_neighbour_is_lower_and_a_strong_one_leaves_nothing(
    strength: float,
) -> None:
    point, loss = only_minimum(fit("w1*x1 + w2*x2", "squared", [X1, X2], Y, {"l1": strength}))
    design = np.stack([X1, X2], axis=1)
    # Where the slope of the mean alone is smaller than the penalty, a weight is 0; else they balance.
    slopes = 2 * design.T @ (design @ point - Y) / len(Y)
    for weight, slope in zip(point, slopes, strict=True):
        if abs(weight) > 1e-6:
            assert slope == pytest.approx(-strength * np.sign(weight), abs=1e-5)
        else:
            assert abs(slope) <= strength + 1e-5
    gone = fit("w1*x1 + w2*x2", "squared", [X1, X2], Y, {"l1": 100.0})
    assert only_minimum(gone)[0] == pytest.approx([0, 0], abs=1e-9)
    assert loss < gone.landscape.best


SEPARABLE = [[-2.0, -1.0, 0.5, 1.5, 4.0]], [0.0, 0.0, 0.0, 1.0, 1.0]


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e4])
@pytest.mark.parametrize("model", ["sigmoid(w*x + b)", "w*(x - 1)"])
def test_where_a_line_tells_all_rows_apart_the_logistic_loss_has_no_minimum(model: str, scale: float) -> None:
    """It falls for ever as the weights grow."""
    (x,), kind = SEPARABLE
    land = fit(model.replace("1)", f"{scale!r})"), "logistic", [np.multiply(x, scale)], kind).landscape
    assert land.minima == land.local_minima == ()
    assert land.best is None
    assert not land.proven
    assert np.isfinite(land.window).all()


def test_a_bias_that_can_not_grow_along_gives_separable_rows_a_minimum() -> None:
    """Both kinds are told apart at w = −5, yet far larger weights get the first row wrong."""
    x, kind = np.array([0.1, 1.0]), np.array([1.0, 0.0])
    point, loss = only_minimum(fit("sigmoid(w*x + 3)", "logistic", [x], kind))
    found = minimize(lambda w: np.logaddexp(0, -(2 * kind - 1) * (w * x + 3)).mean(), [0.0], tol=1e-12)
    assert point == pytest.approx(found.x, rel=1e-5)
    assert loss == pytest.approx(found.fun, rel=1e-10)
    assert loss < math.log(2) / 2


def test_a_penalty_gives_separable_rows_a_minimum() -> None:
    x, kind = SEPARABLE
    point, loss = only_minimum(fit("sigmoid(w*x + b)", "logistic", x, kind, {"l2": 1e-6}))
    assert loss < math.log(2) / 5
    assert point[0] > 5


def test_where_a_margin_fits_between_all_rows_the_hinge_loss_is_nothing_over_a_whole_region() -> None:
    x, kind = SEPARABLE
    land = fit("w*x + b", "hinge", x, kind).landscape
    assert land.minima == ()
    assert land.best == 0
    assert land.proven


def test_between_the_two_middle_rows_every_median_is_as_good_so_none_is_declared() -> None:
    land = fit("w", "absolute", [[1.0, 2.0, 3.0, 4.0]], [1.0, 2.0, 4.0, 9.0]).landscape
    assert land.minima == ()
    assert land.best == pytest.approx(10 / 4, rel=1e-12)
    odd = fit("w", "absolute", [[1.0, 2.0, 3.0]], [1.0, 2.0, 9.0])
    assert only_minimum(odd)[0] == pytest.approx([2.0], rel=1e-9)


def test_a_target_that_never_changes_is_fitted_by_itself() -> None:
    for loss in ("squared", "huber", "absolute"):
        point, least = only_minimum(fit("w*x + b", loss, [X1], np.full_like(X1, 5.0)))
        assert point == pytest.approx([0, 5], abs=1e-9)
        assert least == pytest.approx(0, abs=1e-9)
    assert fit("w*x + b", "squared", [X1], np.zeros_like(X1)).landscape.minima == (((0.0, 0.0), 0.0),)


# A convex loss of these is not convex in the weights, though all their second derivatives are 0.
@pytest.mark.parametrize("model", ["abs(w)*x + b", "relu(w*x + b)", "max(w*x, b)", "where(w > 0, w*x, b)"])
def test_a_model_with_a_kink_in_a_weight_is_not_taken_for_a_weighted_sum(model: str) -> None:
    bent = fit(model, "squared", [X1], Y)
    assert not bent.is_convex
    assert bent.is_kinked
    assert not bent.landscape.proven
    assert np.isfinite(bent.landscape.gradient_at(bent.landscape.start)).all()


@pytest.mark.parametrize(
    "model", ["w*abs(x) + b", "w*where(x > 0, x, 0) + b/2", "(w + b)*x - w", "where(x > 0, w, b)"]
)
def test_kinks_of_the_input_alone_leave_a_weighted_sum_one(model: str) -> None:
    straight = fit(model, "squared", [X1], Y)
    assert straight.is_convex
    only_minimum(straight)


@pytest.mark.parametrize("id", FITS)
def test_the_picture_of_a_ready_made_fit_holds_its_start_and_its_lowest_points(id: str) -> None:
    land = cases.ready(id).landscape
    for point in (land.start, *land.known.minima, *land.known.local_minima):
        assert all(low <= c <= high for c, (low, high) in zip(point, land.window, strict=True))
    assert any(land.gradient_at(land.start))


@pytest.mark.parametrize("id", FITS)
def test_nothing_in_the_window_of_a_ready_made_fit_lies_below_what_it_declares(id: str) -> None:
    land = cases.ready(id).landscape
    assert land.best is not None

    def losses(points: Any) -> Any:
        return land.loss_of(*points)

    at = differential_evolution(
        losses, land.window, seed=1, maxiter=150, popsize=12, tol=1e-10, vectorized=True, updating="deferred"
    )
    grid = brute(lambda point: land.loss_at(point), land.window, Ns=25, finish=None, full_output=True)
    size = land.loss_at(land.start)
    assert min(at.fun, grid[1]) > land.best - 1e-9 * size
    # And it is reached, not merely undercut.
    assert at.fun < land.best + 1e-4 * size
    for point, loss in (*land.minima, *land.local_minima):
        assert land.gradient_at(point) == pytest.approx([0, 0], abs=1e-6 * size) or cases.ready(id).is_kinked
        assert loss >= land.best


def test_the_minima_of_a_model_that_is_no_weighted_sum_are_said_to_be_found_and_not_proven() -> None:
    for id in ("two_weights", "tanh_neuron", "decay_fit", "wave_fit"):
        assert not cases.ready(id).landscape.proven
    waves = cases.ready("wave_fit").landscape
    (one, loss), (other, same) = waves.minima
    assert np.array(one) == pytest.approx(-np.array(other), rel=1e-9)
    assert loss == pytest.approx(same, rel=1e-12)
    assert waves.local_minima
    assert all(higher > loss + 0.1 for _, higher in waves.local_minima)


def test_two_weights_in_a_row_have_a_valley_of_lowest_points_and_a_saddle_at_zero() -> None:
    found = cases.ready("two_weights")
    land, (x,), y = found.landscape, found.inputs, found.target
    assert land.minima == ()
    assert land.best == pytest.approx(np.mean((y - x * (x @ y) / (x @ x)) ** 2), rel=1e-12)
    low, high = np.linalg.eigvalsh(land.hessian_at((0.0, 0.0)))
    assert land.gradient_at((0.0, 0.0)) == (0, 0)
    assert low < 0 < high


def test_where_zero_weights_have_no_slope_the_run_starts_elsewhere() -> None:
    land = fit("w1*w2*x", "squared", [X1], Y).landscape
    assert land.start == (2.0, 1.0)
    assert fit("w*x + b", "squared", [X1], np.zeros_like(X1)).landscape.start == (0.0, 0.0)


@pytest.mark.parametrize("text", ["w*x", "exp(w*x)", "w*w*x"])
def test_a_model_of_one_weight_has_a_surface_of_one_dimension(text: str) -> None:
    land = fit(text, "squared", [X1], np.exp(0.3 * X1)).landscape
    assert land.dimension == len(land.window) == len(land.start) == 1
    grid = np.linspace(*land.window[0], 2001)
    heights = land.loss_of(grid)
    assert np.isfinite(heights).all()
    assert land.best == pytest.approx(heights.min(), rel=1e-3)
    assert land.best <= heights.min()
