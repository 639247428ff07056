import numpy as np
import pytest

from app.core.network import bent_share, plane_eigenvalues

STEP = 0.1
A, B = np.meshgrid(np.arange(-5, 6) * STEP, np.arange(-3, 4) * STEP)


def test_differences_of_a_quadratic_are_its_hessian():
    values = plane_eigenvalues(3 * A**2 + 4 * A * B - 2 * B**2 + A, STEP, STEP)
    assert values.shape == (5, 9, 2)
    assert values == pytest.approx(np.broadcast_to(np.linalg.eigvalsh([[6, 4], [4, -4]]), (5, 9, 2)))


def test_each_axis_has_a_step_of_its_own():
    values = plane_eigenvalues(3 * A**2 + (2 * B) ** 2, STEP, 2 * STEP)
    assert values == pytest.approx(np.broadcast_to([2, 6], (5, 9, 2)))


def test_a_bowl_bends_nowhere_down_and_a_saddle_everywhere():
    assert bent_share(plane_eigenvalues(A**2 + B**2, STEP, STEP)) == 0
    assert bent_share(plane_eigenvalues(A**2 - B**2, STEP, STEP)) == 1


def test_a_cubic_bends_down_on_the_one_side():
    assert bent_share(plane_eigenvalues(A**3 + B**2, STEP, STEP)) == pytest.approx(4 / 9)


def test_a_valley_that_only_rounding_bends_is_not_bent():
    assert bent_share(plane_eigenvalues((A + B) ** 2 + 1e3, STEP, STEP)) == 0


def test_the_tolerance_is_the_ratio_to_the_other_eigenvalue():
    values = np.array([[-1.0, 10], [-5, 10], [-20, 10], [1, 2]])
    assert [bent_share(values, ratio) for ratio in (0, 0.1, 0.5, 1)] == [0.75, 0.5, 0.25, 0.25]


def test_points_beside_a_loss_that_is_not_finite_do_not_count():
    losses = A**2 - B**2
    losses[0, 0] = np.inf
    values = plane_eigenvalues(losses, STEP, STEP)
    assert not np.isfinite(values[0, 0]).any()
    assert bent_share(values) == 1
    assert np.isnan(bent_share(plane_eigenvalues(losses * np.nan, STEP, STEP)))
