import math

import numpy as np
import pytest

from app.core.errors import BadInput
from app.core.landscape import landscape, typed
from app.core.surfaces import SURFACES


@pytest.mark.parametrize(
    ("text", "variables"),
    [("x**2", ("x",)), ("y + x", ("x", "y")), ("w*x", ("x", "w")), ("b - w", ("w", "b")), ("b*2", ("b",))],
)
def test_a_typed_formula_has_the_variables_that_it_uses(text, variables):
    assert typed(text).variables == variables


@pytest.mark.parametrize("text", ["x*y*w", "3", "pi + e", "x + y + w + b"])
def test_a_typed_formula_has_one_or_two_variables(text):
    with pytest.raises(BadInput, match="use one or two of x, y, w, b"):
        typed(text)


def test_a_typed_formula_starts_inside_its_window():
    scene = typed("x*y")
    assert all(low < c < high for c, (low, high) in zip(scene.start, scene.window, strict=True))


def test_outside_the_domain_there_is_no_number_and_no_exception():
    scene = typed("log(x)")
    assert math.isnan(scene.loss_at((-1.0,)))
    assert math.isnan(typed("sqrt(x)").gradient_at((0.0,))[0])
    assert np.isnan(scene.hessian_at((0.0,))).all()
    assert np.isneginf(scene.loss_of(np.array([0.0]))).all()


def test_a_formula_without_a_value_anywhere_has_no_loss():
    assert math.isnan(typed("1/(x - x)").loss_at((1.0,)))


def test_losses_on_a_grid_are_those_at_its_points():
    scene = landscape(SURFACES["himmelblau"])
    x, y = np.meshgrid(np.linspace(-5, 5, 7), np.linspace(-4, 4, 5))
    grid = scene.loss_of(x, y)
    assert grid.shape == (5, 7)
    assert grid[3, 2] == pytest.approx(scene.loss_at((x[3, 2], y[3, 2])), rel=1e-14)


def test_a_constant_along_one_axis_still_fills_the_grid():
    assert typed("x + 0*y").loss_of(np.zeros((1, 4)), np.ones((3, 1))).shape == (3, 4)


def test_parameters_change_the_loss_but_not_the_formula():
    steep, mild = (landscape(SURFACES["rosenbrock"], {"b": b}) for b in (100.0, 10.0))
    assert steep.formula == mild.formula
    assert steep.loss_at((0.0, 1.0)) == 101.0
    assert mild.loss_at((0.0, 1.0)) == 11.0


def test_the_best_loss_is_that_of_the_lowest_known_minimum():
    assert landscape(SURFACES["himmelblau"]).best == pytest.approx(0.0, abs=1e-9)
    assert landscape(SURFACES["saddle"]).best is None
    assert typed("x**2").best is None


def test_where_there_is_no_loss_there_is_no_slope_and_no_curvature():
    scene = typed("log(x)")
    assert math.isnan(scene.gradient_at((-1.0,))[0])
    assert np.isnan(scene.hessian_at((-1.0,))).all()
