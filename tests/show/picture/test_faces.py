"""Words take the room that they are given, whatever signs stand in them."""

from __future__ import annotations

import numpy as np
import pytest

from app.show.picture.faces import outline, shortened, width, wrapped

TEXTS = [
    "Himmelblau",
    "x**2+3*sin(2*x)",
    "6.54×10⁻¹³",
    "weißer Fluß, цена, αβγ",
    "价格 🙂 \u202e\x00\n",
    "W" * 500,
    "a " * 200,
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_wrapped_fits_and_loses_nothing_but_the_end(text: str) -> None:
    lines = wrapped(text, 300, 20, 3)
    assert len(lines) <= 3
    assert all(width(line, 20) <= 300 for line in lines)
    squeezed = "".join(lines).replace(" ", "")
    whole = "".join(text.split())
    assert whole == squeezed or (squeezed[-1] == "…" and whole.startswith(squeezed[:-1]))


@pytest.mark.parametrize("text", TEXTS)
def test_an_outline_is_as_wide_as_was_measured(text: str) -> None:
    path = outline(text, 20)
    assert path is not None
    # Signs may hang over a little on either side.
    assert abs(np.ptp(path.vertices[:, 0]) - width(text, 20)) < 20


def test_a_short_text_stays_whole_and_a_long_one_ends_in_dots() -> None:
    assert shortened("Adam", 100, 20) == "Adam"
    assert shortened("Gradient descent", 100, 20).endswith("…")
    assert outline(" \n", 20) is None
