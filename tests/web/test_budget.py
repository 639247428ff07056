"""Who shares a budget of requests with whom."""

from __future__ import annotations

import pytest
from fastapi import Request

from app.web.budget import address_of


def asked_from(host: str) -> Request:
    return Request({"type": "http", "headers": [], "client": (host, 1)})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
    ],
)
def test_a_household_has_one_and_strangers_have_their_own(one: str, other: str, same: bool) -> None:
    assert (address_of(asked_from(one)) == address_of(asked_from(other))) is same
