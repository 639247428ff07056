"""The time of all workers is Redis' own, whatever their machines take it to be."""

from __future__ import annotations

import pytest

from app.room.problems import Away
from app.room.redis.clock import Clock


class Pace:
    """A monotonic clock that goes on when it is told."""

    def __init__(self) -> None:
        self.seconds = 50.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def pace() -> Pace:
    return Pace()


@pytest.fixture
def clock(pace: Pace) -> Clock:
    return Clock(pace)


def answered(clock: Clock, pace: Pace, said: float, took: float) -> None:
    """Redis is asked, and answers after so many seconds."""
    asked = pace.seconds
    pace.seconds += took
    clock.heard(said, asked)


def test_before_redis_was_heard_nobody_knows_the_time(clock: Clock) -> None:
    with pytest.raises(Away):
        clock.now()


def test_the_time_goes_on_from_what_redis_said_halfway_to_its_answer(clock: Clock, pace: Pace) -> None:
    answered(clock, pace, said=1_000_000.0, took=0.5)
    assert clock.now() == 1_000_000.25
    pace.seconds += 7
    assert clock.now() == 1_000_007.25


def test_an_answer_that_was_slow_to_come_spoils_nothing_that_is_known_better(
    clock: Clock, pace: Pace
) -> None:
    answered(clock, pace, said=1_000_000.0, took=0.001)
    known = clock.now()
    # Said at once, and then two seconds on its way.
    answered(clock, pace, said=known, took=2.0)
    assert clock.now() == pytest.approx(known + 2, abs=1e-3)


def test_a_redis_whose_clock_was_set_is_believed(clock: Clock, pace: Pace) -> None:
    answered(clock, pace, said=1_000_000.0, took=0.001)
    answered(clock, pace, said=2_000_000.0, took=0.25)
    assert clock.now() == 2_000_000.125


def test_what_was_heard_long_ago_makes_way_as_two_clocks_drift_apart(clock: Clock, pace: Pace) -> None:
    answered(clock, pace, said=1_000_000.0, took=0.001)
    pace.seconds += 3600
    answered(clock, pace, said=1_003_600.25, took=0.25)
    assert clock.now() == 1_003_600.375
