from __future__ import annotations

import pytest

from app.experiment import parse
from app.experiment.mending import Part, mended
from app.experiment.query import CHARACTERS
from tests.experiment.test_refusals import BAD


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("surface=booth&a=gd&a.lr=fast", "surface=booth&a=gd"),
        ("surface=booth&a=gd&wings=2", "surface=booth&a=gd"),
        ("surface=booth&a=adm&a.lr=0.1", "surface=booth&a=adam&a.lr=0.1"),
        ("surface=boot&a=gd&step=3", "surface=booth&a=gd&step=3"),
        ("surface=booth&a=gd&stepps=40", "surface=booth&a=gd&steps=40"),
        ("surface=booth&a=gd&a.momentun=0.9&steps=70000", "surface=booth&a=gd&steps=10000"),
        ("surface=booth&a=momentum&a.momentun=0.9", "surface=booth&a=momentum&a.momentum=0.9"),
        ("surface=booth&a=nobody&a.lr=0.1&b=adam", "surface=booth&b=adam"),
        ("surface=qqq&s.depth=3&a=gd", "a=gd"),
        ("surface=booth&steps=40&steps=50&a=gd", "surface=booth&steps=40&a=gd"),
        ("surface=booth&stepps=40&steps=50&a=gd", "surface=booth&steps=50&a=gd"),
        ("surface=booth&%FF=1&a=gd&theme=%ZZ&=7", "surface=booth&a=gd"),
        ("surface=booth&start=zeroes&a=gd&theme=blue", "surface=booth&start=zeros&a=gd"),
        ("surface=qqq", None),
        ("", None),
    ],
)
def test_what_is_refused_is_written_as_it_was_probably_meant_or_goes(query: str, nearest: str | None) -> None:
    assert mended(query).query == nearest


def test_each_part_is_told_with_what_became_of_it() -> None:
    assert mended("surface=boot&a=gd&a.lr=fast&stepps=40&hide=a%20b").parts == (
        Part("surface", "boot", good=False, instead="surface=booth"),
        Part("a", "gd"),
        Part("a.lr", "fast", good=False),
        Part("stepps", "40", good=False, instead="steps=40"),
        Part("hide", "a b"),
    )


def test_of_a_link_that_is_too_long_the_longest_parts_go() -> None:
    formula = "+".join(["x**2"] * CHARACTERS)
    found = mended(f"surface=booth&hide={'a' * 60}&camera={formula}&a=gd")
    assert found.query == f"surface=booth&hide={'a' * 60}&a=gd"
    assert [part.good for part in found.parts] == [True, True, False, True]


@pytest.mark.parametrize("query", [row[0] for row in BAD], ids=[row[0][:60] for row in BAD])
def test_the_nearest_to_any_refused_link_can_be_read(query: str) -> None:
    nearest = mended(query).query
    assert nearest is None or parse(nearest)


@pytest.mark.parametrize(
    ("query", "newer"),
    [
        ("surface=moon&a=gd", True),
        ("a=adam_2035", True),
        ("a=gd&holes=3", True),
        ("surface=rosenbrock&s.depth=3", True),
        ("a=gd&a.lr=fast", False),
        ("a=gd&steps=0", False),
    ],
)
def test_what_is_not_known_here_may_be_from_a_newer_version(query: str, newer: bool) -> None:
    assert mended(query).newer is newer
