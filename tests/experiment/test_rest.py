from __future__ import annotations

import pytest

from app.experiment import parse
from app.experiment.rest import rest_of
from tests.experiment.test_refusals import BAD


@pytest.mark.parametrize(
    ("query", "rest"),
    [
        ("surface=booth&a=gd&a.lr=fast", "surface=booth&a=gd"),
        ("surface=booth&a=gd&wings=2", "surface=booth&a=gd"),
        ("surface=booth&a=nobody&a.lr=0.1&b=adam", "surface=booth&b=adam"),
        ("surface=nowhere&s.depth=3&a=gd", "a=gd"),
        ("surface=nowhere", None),
    ],
)
def test_what_is_refused_goes_and_the_rest_stays_as_it_was(query: str, rest: str | None) -> None:
    assert rest_of(query) == rest


@pytest.mark.parametrize("query", [row[0] for row in BAD], ids=[row[0][:60] for row in BAD])
def test_what_is_left_of_any_refused_link_can_be_read(query: str) -> None:
    rest = rest_of(query)
    assert rest is None or parse(rest)
