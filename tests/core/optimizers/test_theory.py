"""Rules against what is proved about them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.core.descend import Descent
from app.core.landscape import typed
from app.core.optimizers import OPTIMIZERS
from app.core.plan import Plan, Segment
from tests.core.optimizers.running import points, run, settings

HIMMELBLAU = "(x**2 + y - 11)**2 + (x + y**2 - 7)**2"


def test_gradient_descent_on_a_parabola_shrinks_by_a_constant_factor() -> None:
    walked = points(run("3*x**2", "gd", (2.0,), 40, lr=0.1))[:, 0]
    assert walked == pytest.approx(2 * (1 - 0.1 * 6) ** np.arange(41))


def test_gradient_descent_diverges_above_two_over_the_curvature_and_not_below() -> None:
    assert run("3*x**2", "gd", (1.0,), 400, lr=0.33).path.loss[-1] < 1
    assert run("3*x**2", "gd", (1.0,), 400, lr=0.34).path.loss[-1] > 1


@pytest.mark.parametrize(("name", "shift"), [("momentum", 0.0), ("nesterov_original", 0.9)])
def test_momentum_on_a_parabola_follows_its_linear_recursion(name: str, shift: float) -> None:
    """x_{k+1} = y − lr·c·(y with the gradient's shift), solved by the eigenvalues of its matrix."""
    lr, c, m = 0.02, 4.0, 0.9
    pull = lr * c * (1 + shift), lr * c * shift
    matrix = np.array([[1 + m - pull[0], -(m - pull[1])], [1.0, 0.0]])
    eigenvalues, vectors = np.linalg.eig(matrix.astype(complex))
    weights = np.linalg.solve(vectors, np.array([1.5, 1.5]))
    steps = np.arange(61)
    exact = np.array([(vectors @ (weights * eigenvalues**k))[0].real for k in steps])
    assert points(run("2*x**2", name, (1.5,), 60, lr=lr, momentum=m))[:, 0] == pytest.approx(exact, abs=1e-12)


def test_pytorchs_nesterov_is_the_point_that_the_original_looks_ahead_to() -> None:
    given = {"lr": 0.0005, "momentum": 0.9}
    original = points(run(HIMMELBLAU, "nesterov_original", (1.0, 1.0), 200, **given))
    before = np.vstack([original[:1], original[:-1]])
    ahead = original + 0.9 * (original - before)
    assert points(run(HIMMELBLAU, "nesterov", (1.0, 1.0), 200, **given)) == pytest.approx(ahead, rel=1e-10)


def test_ftrl_without_penalties_is_adagrad() -> None:
    adagrad = points(run(HIMMELBLAU, "adagrad", (1.0, 1.0), 200, lr=0.3, eps=1e-30))
    assert points(run(HIMMELBLAU, "ftrl", (1.0, 1.0), 200, lr=0.3)) == pytest.approx(adagrad, rel=1e-9)


def test_ftrl_puts_a_coordinate_to_exactly_zero_where_its_slope_is_weaker_than_lambda_1() -> None:
    walked = points(run("(x - 2)**2 + 0.1*(y - 1)**2", "ftrl", (0.0, 0.0), 300, lambda_1=5.0))
    assert walked[-1, 0] != 0
    assert run("0.1*(x - 1)**2", "ftrl", (0.0,), 20, lambda_1=5.0).path.points[0][-1] == 0


def test_qhm_and_qhadam_contain_what_they_generalise() -> None:
    plain = points(run(HIMMELBLAU, "gd", (1.0, 1.0), 100, lr=0.002))
    assert points(run(HIMMELBLAU, "qhm", (1.0, 1.0), 100, lr=0.002, nu=0.0)) == pytest.approx(plain)
    adam = points(run(HIMMELBLAU, "adam", (1.0, 1.0), 100))
    assert points(run(HIMMELBLAU, "qhadam", (1.0, 1.0), 100, beta1=0.9, nu1=1.0)) == pytest.approx(adam)


def test_sam_without_a_radius_is_gradient_descent() -> None:
    plain = points(run(HIMMELBLAU, "gd", (1.0, 1.0), 100, lr=0.01))
    assert points(run(HIMMELBLAU, "sam", (1.0, 1.0), 100, rho=0.0)) == pytest.approx(plain)


def test_normalized_steps_are_lr_long_and_sign_steps_too_in_each_coordinate() -> None:
    normalized = np.diff(points(run(HIMMELBLAU, "normalized", (0.0, 0.0), 30)), axis=0)
    assert np.hypot(*normalized.T) == pytest.approx(np.full(30, 0.05))
    assert np.abs(np.diff(points(run(HIMMELBLAU, "sign", (0.0, 0.0), 30)), axis=0)) == pytest.approx(0.02)


def test_polyaks_step_halves_the_distance_on_a_round_bowl() -> None:
    assert points(run("x**2 + y**2", "polyak", (4.0, -2.0), 20)) == pytest.approx(
        np.outer(0.5 ** np.arange(21), [4.0, -2.0])
    )


def test_averaged_sgd_shrinks_its_steps_as_it_says() -> None:
    moved = -np.diff(points(run("x", "asgd", (0.0,), 50, lambd=0.0))[:, 0])
    assert moved == pytest.approx(np.full(50, 0.01))


def test_langevin_comes_to_rest_at_its_temperature() -> None:
    """On c·x²/2 the discrete process is Gaussian with variance T/(c·(1 − lr·c/2))."""
    lr, temperature, steps = 0.1, 0.5, 10_000
    rule = OPTIMIZERS["langevin"]
    values = settings(rule, {"lr": lr, "temperature": temperature})
    samples = []
    for seed in range(10):
        descent = Descent(typed("x**2"), Plan((0.0,), (Segment(0, rule, values),), steps, seed=seed))
        descent.advance(steps)
        samples += descent.path.points[0][100:]
    expected = temperature / (2 * (1 - lr))
    # Neighbours correlate by (1 − lr·c)² = 0.64 in their squares, so 22 % of them count as independent.
    error = expected * math.sqrt(2 / (0.22 * len(samples)))
    assert np.var(samples) == pytest.approx(expected, abs=4 * error)


def test_cold_langevin_is_gradient_descent() -> None:
    plain = points(run(HIMMELBLAU, "gd", (1.0, 1.0), 50, lr=0.01))
    assert points(run(HIMMELBLAU, "langevin", (1.0, 1.0), 50, temperature=0.0)) == pytest.approx(plain)
