"""How long a gradient is."""

from __future__ import annotations

from app.core.norms import norms


def test_a_gradients_length_is_missing_where_a_component_is() -> None:
    assert norms([[3.0, None], [4.0, 4.0]]) == [5, None]
    assert norms([[-2.5]]) == [2.5]
