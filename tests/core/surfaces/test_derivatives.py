"""Loss, gradient and Hessian of every surface against differences taken with 50 digits."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.surfaces import SURFACES
from tests.core.surfaces import exact
from tests.core.surfaces.cases import Values, bound, every_case, minima_of, strewn


@every_case
def test_the_loss_is_what_the_formula_says(id: str, values: Values) -> None:
    land, loss = bound(id, values), exact.loss_of(SURFACES[id], values)
    for point in strewn(land):
        assert land.loss_at(point) == pytest.approx(float(loss(*point)), rel=1e-11, abs=1e-13)


@every_case
def test_the_loss_on_arrays_is_the_loss_at_each_point(id: str, values: Values) -> None:
    land = bound(id, values)
    points = strewn(land)
    together = land.loss_of(*[np.array(column) for column in zip(*points, strict=True)])
    assert together.tolist() == pytest.approx([land.loss_at(point) for point in points], rel=1e-12, abs=1e-14)


@every_case
def test_the_gradient_is_exact(id: str, values: Values) -> None:
    land, loss = bound(id, values), exact.loss_of(SURFACES[id], values)
    for point in strewn(land):
        expected = exact.gradient(loss, point)
        assert land.gradient_at(point) == pytest.approx(expected, abs=1e-10 * max(map(abs, expected)))


@every_case
def test_the_hessian_is_exact(id: str, values: Values) -> None:
    land, loss = bound(id, values), exact.loss_of(SURFACES[id], values)
    for point in strewn(land):
        expected = np.array(exact.hessian(loss, point))
        scale = max(np.abs(expected).max(), 1e-15)
        np.testing.assert_allclose(land.hessian_at(point), expected, rtol=0, atol=1e-9 * scale)


@every_case
def test_gradient_and_hessian_are_finite_at_every_minimum(id: str, values: Values) -> None:
    land = bound(id, values)
    for point, _ in minima_of(land):
        assert np.isfinite(land.gradient_at(point)).all()
        assert np.isfinite(land.hessian_at(point)).all()
