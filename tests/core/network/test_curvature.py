import math

import numpy as np
import pytest

from app.core.network import (
    ACTIVATIONS,
    TASKS,
    Curvature,
    Plane,
    extreme_eigenvalues,
    plane_eigenvalues,
    plane_hessian,
    plane_losses,
)
from tests.core.network.samples import network, sample


def matrix(curvature, size):
    """The whole Hessian, a column at a time."""
    return np.column_stack([curvature.product(unit) for unit in np.eye(size)])


def curved(shape, seed=0):
    generator = np.random.default_rng(seed)
    rows = sample(shape, generator)
    return rows, Curvature(shape, rows, generator.standard_normal(shape.size))


@pytest.mark.parametrize("skip", [False, True])
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_hessian_is_symmetric(activation, task, skip):
    shape = network(activation, task, skip, layers=(3, 3, 2))
    hessian = matrix(curved(shape)[1], shape.size)
    assert np.abs(hessian).max() > 1e-3
    assert hessian == pytest.approx(hessian.T, rel=1e-11, abs=1e-13)


def test_lanczos_finds_the_ends_of_a_networks_spectrum():
    shape = network(skip=True)
    curvature = curved(shape)[1]
    expected = np.linalg.eigvalsh(matrix(curvature, shape.size))[[0, -1]]
    found = extreme_eigenvalues(curvature.product, shape.size, np.random.default_rng(1))
    assert found == pytest.approx(expected, abs=1e-4 * np.abs(expected).max())


@pytest.mark.parametrize("ends", [(-3.0, 5.0), (-5.0, -1.0), (1.0, 2.0), (0.0, 1.0)])
def test_lanczos_finds_the_ends_of_a_known_spectrum(ends):
    values = np.linspace(*ends, 100)
    found = extreme_eigenvalues(
        lambda u: values * u, 100, np.random.default_rng(0), tolerance=1e-8, steps=100
    )
    assert found == pytest.approx(ends, abs=1e-6)


def test_lanczos_is_exact_after_as_many_steps_as_there_are_numbers():
    values = np.array([-2.0, 1.0, 7.0])
    assert extreme_eigenvalues(lambda u: values * u, 3, np.random.default_rng(0)) == pytest.approx((-2, 7))


def test_lanczos_ends_early_on_a_flat_map():
    assert extreme_eigenvalues(np.zeros_like, 50, np.random.default_rng(0)) == (0, 0)


def test_lanczos_says_nan_where_a_product_is_not_finite():
    found = extreme_eigenvalues(lambda u: u * math.inf, 5, np.random.default_rng(0))
    assert all(math.isnan(value) for value in found)


@pytest.mark.parametrize("activation", ["tanh", "gelu", "sigmoid"])
def test_the_planes_hessian_is_that_of_the_losses_drawn_on_it(activation):
    shape = network(activation, skip=True)
    generator = np.random.default_rng(2)
    rows = sample(shape, generator)
    plane = Plane(*generator.standard_normal((3, shape.size)))
    step = 1e-3
    near = np.array([-step, 0, step])
    told = plane_eigenvalues(plane_losses(shape, rows, plane, near, near), step, step)[0, 0]
    exact = np.linalg.eigvalsh(plane_hessian(shape, rows, plane.origin, plane.first, plane.second))
    assert told == pytest.approx(exact, rel=1e-3, abs=1e-3)


def test_products_leave_each_other_alone():
    shape = network(skip=True)
    curvature = curved(shape)[1]
    first = curvature.product(np.ones(shape.size))
    kept = first.copy()
    curvature.product(np.arange(float(shape.size)))
    assert (first == kept).all()
    assert (curvature.product(np.ones(shape.size)) == kept).all()
