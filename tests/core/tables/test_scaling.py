"""Columns on one scale, against NumPy's own mean and deviation in more digits."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import BadInput
from app.core.tables.scaling import scaling, standardized
from app.core.tables.table import Column
from app.tables import load


def column(values: list[float]) -> Column:
    return Column(name="a", title="A", values=np.array(values))


def test_the_deviation_is_that_of_the_population() -> None:
    values, found = standardized(column([1, 3]), "s.x")
    assert (found.mean, found.scale) == (2, 1)
    assert values.tolist() == [-1, 1]


def test_the_bills_are_scaled_as_exact_arithmetic_says() -> None:
    bills = load("tips").column("total_bill", "")
    exact = [Fraction(value) for value in bills.values.tolist()]
    mean = sum(exact) / len(exact)
    variance = sum((value - mean) ** 2 for value in exact) / len(exact)
    found = scaling(bills, "s.x")
    assert found.mean == pytest.approx(float(mean), rel=1e-14)
    assert found.scale == pytest.approx(sqrt(variance), rel=1e-14)


@settings(deadline=None)
@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30))
def test_what_is_scaled_has_mean_0_and_deviation_1_and_comes_back(numbers: list[float]) -> None:
    if np.std(numbers) < 1e-6 * max(1, np.max(np.abs(numbers))):
        return
    values, found = standardized(column(numbers), "s.x")
    assert values.mean() == pytest.approx(0, abs=1e-8)
    assert values.std() == pytest.approx(1)
    np.testing.assert_allclose(found.undo(values), numbers, rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize(
    ("numbers", "word"),
    [
        ([5, 5, 5], "same in every row"),
        ([0.1] * 3, "same in every row"),
        ([0, 0], "same in every row"),
        ([1e16, 1e16 + 2], "same in every row"),
        ([1, float("nan")], "missing"),
        ([1e308, -1e308], "too large"),
    ],
)
def test_what_has_no_scale_is_refused(numbers: list[float], word: str) -> None:
    with pytest.raises(BadInput, match=word) as refused:
        scaling(column(numbers), "s.x")
    assert refused.value.field == "s.x"
