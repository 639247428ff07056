"""A surface at one point."""

from __future__ import annotations

import numpy as np
import pytest

from app.experiment import parse
from app.show.point import point


def test_a_point_has_loss_gradient_hessian_and_its_eigenvalues_lowest_first() -> None:
    found = point(parse("surface=formula&formula=x**2%2B3*y**2%2Bx*y"), (1.0, 2.0))
    assert found["loss"] == 15
    assert found["gradient"] == (4, 13)
    assert found["hessian"].tolist() == [[2, 1], [1, 6]]
    assert found["eigenvalues"] == pytest.approx(np.linalg.eigvalsh([[2, 1], [1, 6]]))
    assert found["note"] is None


def test_each_eigenvector_belongs_to_its_eigenvalue_and_has_length_1() -> None:
    found = point(parse("surface=beale"), (1.2, -0.7))
    for value, vector in zip(found["eigenvalues"], found["eigenvectors"], strict=True):
        assert found["hessian"] @ vector == pytest.approx(value * vector)
        assert np.linalg.norm(vector) == pytest.approx(1)


def test_one_variable_has_one_of_everything() -> None:
    found = point(parse("surface=parabola"), (3.0,))
    assert found["at"] == (3.0,)
    assert found["gradient"] == (6,)
    assert found["hessian"].tolist() == [[2]]
    assert found["eigenvalues"].tolist() == [2]


def test_where_the_loss_is_not_defined_nothing_else_is_and_a_note_says_so() -> None:
    found = point(parse("surface=formula&formula=log(x)%2By"), (-1.0, 0.0))
    assert not np.isfinite([found["loss"], *found["gradient"], *found["hessian"].ravel()]).any()
    assert found["eigenvalues"] is None
    assert found["eigenvectors"] is None
    assert "not defined" in found["note"]


def test_where_only_the_hessian_is_not_finite_there_are_no_eigenvalues() -> None:
    found = point(parse("surface=formula&formula=x**2*y%2Bsqrt(x)"), (0.0, 1.0))
    assert found["loss"] == 0
    assert found["eigenvalues"] is None
    assert "Hessian" in found["note"]
