"""How much work a training may be."""

from __future__ import annotations

import pytest

from app.core.errors import BadInput
from app.core.network.limits import BYTES, check_work


def test_too_much_to_keep_or_to_compute_is_refused_and_says_how_much_would_do() -> None:
    check_work(337, 150, 10_000, 2)
    with pytest.raises(BadInput, match="at most 397 steps") as refused:
        check_work(21_057, 200, 10_000, 1)
    assert refused.value.field == "steps"
    check_work(21_057, 200, 397, 1)
    with pytest.raises(BadInput, match="too long"):
        check_work(300, 1_000_000, 1000, 1)
    assert 2 * 8 * 21_057 * 398 <= BYTES < 2 * 8 * 21_057 * 399
