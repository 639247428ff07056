"""Runs side by side: the numbers don't depend on how they are asked for."""

from __future__ import annotations

import pytest

from app.core.optimizers import OPTIMIZERS
from app.experiment import parse
from app.show.journey import Journey

QUERY = "surface=beale&steps=60&seed=5&noise=0.1&a={}&a.schedule=cosine&b=momentum&b.lr@20=0.01&c=gd&c.lr=50"


@pytest.mark.parametrize("id", OPTIMIZERS)
@pytest.mark.parametrize("stretch", [1, 7, 25])
def test_walking_in_stretches_gives_the_very_numbers_of_walking_at_once(id: str, stretch: int) -> None:
    whole, parts = Journey(parse(QUERY.format(id))), Journey(parse(QUERY.format(id)))
    whole.advance(60)
    for step in range(0, 61 + stretch, stretch):
        parts.advance(step)
    assert repr(parts.since(0)) == repr(whole.since(0))
    assert parts.done
    assert parts.verdicts() == whole.verdicts()


def test_what_is_told_since_a_step_begins_with_that_step() -> None:
    journey = Journey(parse("steps=9&a=adam"))
    journey.advance(9)
    found = journey.since(4)["a"]
    assert found["step"] == [4, 5, 6, 7, 8, 9]
    assert {name: len(column) for name, column in found.items()} == dict.fromkeys(
        ("step", "x", "y", "loss", "gx", "gy"), 6
    )


def test_a_run_that_ended_is_no_longer_told_of_while_others_go_on() -> None:
    journey = Journey(parse("steps=50&a=gd&a.lr=100&b=adam"))
    journey.advance(50)
    assert journey.last == 50
    assert journey.done
    assert set(journey.since(20)) == {"b"}


def test_a_run_that_cannot_begin_has_its_start_with_what_is_not_finite() -> None:
    journey = Journey(parse("surface=formula&formula=log(x)%2By&start=-1,1&a=gd"))
    journey.advance(300)
    assert journey.last == 0
    assert repr(journey.since(0)["a"]["loss"]) == "[nan]"
    assert journey.verdicts()[0]["kind"] == "diverged"


def test_without_runs_there_is_nowhere_to_go() -> None:
    journey = Journey(parse(""))
    assert journey.done
    assert journey.last == -1
    assert journey.verdicts() == []
