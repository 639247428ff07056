"""Numbers and ticks as the page has them."""

from __future__ import annotations

import numpy as np
import pytest

from app.show.picture.numbers import number
from app.show.picture.scale import Scale


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-0.47, "−0.47"), (12.345678, "12.35"), (1.2e-5, "1.2×10⁻⁵"), (1e-5, "10⁻⁵"), (0, "0"), (-0.0, "0"),
        (123456.0, "123456"), (2.5e7, "2.5×10⁷"), (None, "–"), (float("nan"), "–"), (float("-inf"), "−∞"),
    ],
)  # fmt: skip
def test_a_number_is_written_for_reading(value: float | None, text: str) -> None:
    assert number(value) == text


def test_a_logarithmic_height_is_that_of_the_shifted_loss_and_none_where_there_is_no_loss() -> None:
    heights = Scale(True, 1.0).at(np.array([0.0, 99.0, np.inf, np.nan]))
    np.testing.assert_array_equal(heights, [0, 2, np.nan, np.nan])


@pytest.mark.parametrize("scale", [Scale(), Scale(True), Scale(True, 0.5), Scale(True, 20.0)], ids=repr)
@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-3.2, 4.7), (1.31, 1.33), (0.0, 12.0)])
def test_ticks_rise_within_the_range_and_say_the_loss_that_stands_there(
    scale: Scale, low: float, high: float
) -> None:
    ticks = scale.ticks(low, high, 5)
    places = [at for at, _ in ticks]
    assert places == sorted(set(places))
    assert all(low - 1e-9 <= at <= high + 1e-9 for at in places)
    assert len(ticks) <= 24
    for at, text in ticks:
        if "×" not in text and not text.startswith("10") and text[0] != "−":
            told = float(scale.at(np.array(float(text))))
            assert told == pytest.approx(at, abs=1e-3 * (1 + abs(at)))
