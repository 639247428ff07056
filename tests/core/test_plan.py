"""What two plans share, told without running them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.descend import Descent
from app.core.plan import shared
from app.core.schedules import SCHEDULES
from tests.core.runs import plan, scene, segment

PLAIN = plan(segment("gd", lr=0.01), start=(1.0, 1.0), steps=40)


@pytest.mark.parametrize(
    ("other", "until"),
    [
        (PLAIN, 40),
        (plan(segment("gd", lr=0.01), segment("gd", 12, lr=0.02), start=(1.0, 1.0), steps=40), 12),
        (plan(segment("gd", lr=0.01), segment("adam", 1), start=(1.0, 1.0), steps=40), 1),
        (plan(segment("gd", lr=0.01), start=(1.0, 1.0), steps=40, moves=[(12, (0.0, 0.0))]), 11),
        (plan(segment("gd", lr=0.02), start=(1.0, 1.0), steps=40), 0),
        (plan(segment("gd", lr=0.01), start=(1.0, 1.5), steps=40), -1),
        (plan(segment("gd", lr=0.01), start=(1.0, 1.0), steps=40, clip=1.0), -1),
        (plan(segment("gd", lr=0.01), start=(1.0, 1.0), steps=40, up=True), -1),
        (plan(segment("gd", 0, SCHEDULES["step"], lr=0.01), start=(1.0, 1.0), steps=40), 0),
    ],
)
def test_runs_share_the_points_before_the_first_thing_that_only_one_is_told(other, until):
    assert shared(PLAIN, other) == shared(other, PLAIN) == until


SEGMENTS = st.lists(st.sampled_from([3, 9, 20]), unique=True).map(
    lambda steps: (
        segment("momentum"),
        *[segment("momentum", step, lr=0.0005 * step) for step in sorted(steps)],
    )
)
MOVES = st.lists(st.sampled_from([2, 9, 25]), unique=True).map(
    lambda steps: [(step, (step / 10, 0.5)) for step in sorted(steps)]
)


@settings(max_examples=40, deadline=None)
@given(SEGMENTS, SEGMENTS, MOVES, MOVES)
def test_what_is_said_to_be_shared_is_exactly_what_is(first, second, some, others):
    pair = [plan(*first, steps=40, moves=some, noise=0.2), plan(*second, steps=40, moves=others, noise=0.2)]
    paths = []
    for one in pair:
        descent = Descent(scene("himmelblau"), one)
        descent.advance(40)
        paths.append([descent.path.point(step) for step in range(41)])
    same = [one == other for one, other in zip(*paths, strict=True)]
    assert shared(*pair) == same.index(False) - 1 if False in same else 40
    assert shared(pair[0], replace(pair[0])) == 40
