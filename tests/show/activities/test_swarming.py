import json
from struct import unpack

import numpy as np
import pytest

from app.core.descend import Descent
from app.core.plan import Plan
from app.show.activities import results, swarm
from tests.show.activities.sending import BOTH, answered, opened

STARTS = np.random.default_rng(2).uniform(-5, 5, (60, 2)).tolist()


def split(sent):
    """The head and the paths of a swarm's bytes."""
    (size,) = unpack("<I", sent[:4])
    head = json.loads(sent[4 : 4 + size])
    assert (4 + size) % 4 == 0
    paths = np.frombuffer(sent, dtype="<f4", offset=4 + size)
    return head, paths.reshape(head["steps"] + 1, head["n"], head["d"])


def test_the_bytes_have_every_point_of_every_run_as_it_would_be_alone():
    activity = opened("swarm", query=BOTH, run="b", rate=True)
    rates = np.geomspace(0.001, 0.1, len(STARTS)).tolist()
    picks = [{"start": start, "rate": rate} for start, rate in zip(STARTS, rates, strict=True)]
    head, paths = split(swarm(activity, answered(activity, *picks)).bytes)
    assert (head["steps"], head["n"], head["d"]) == (300, 60, 2)
    assert head["query"] == activity.shown["query"]
    plan = activity.plan
    for run in (0, 17, 59):
        values = (("lr", rates[run]), *[pair for pair in plan.segments[0].values if pair[0] != "lr"])
        own = Plan(tuple(STARTS[run]), (type(plan.segments[0])(0, plan.segments[0].optimizer, values),), 300)
        alone = Descent(activity.landscape, own)
        alone.advance(300)
        with np.errstate(over="ignore"):
            expected = np.array(alone.path.points, dtype=np.float32).T
        assert paths[: alone.step + 1, run] == pytest.approx(expected, rel=1e-6)
        assert np.isnan(paths[alone.step + 1 :, run]).all()


def test_every_run_is_in_a_group_and_the_groups_count_them():
    activity = opened("swarm", query="start=0,0&a=gd&a.lr=0.01&steps=200")
    found = swarm(activity, answered(activity, *[{"start": start} for start in STARTS]))
    kinds = [group.kind for group in found.groups]
    assert kinds == ["minimum"] * 4 + ["elsewhere", "diverged"]
    assert [group.count for group in found.groups] == np.bincount(found.group, minlength=6).tolist()
    assert sum([group.count for group in found.groups]) == len(STARTS)
    for rank, group in enumerate(found.groups[:4]):
        ends = found.paths[-1, found.group == rank]
        assert len(ends)
        assert np.abs(ends - np.array(group.at)).max() < 0.12


def test_the_words_say_how_many_came_where():
    activity = opened("swarm", query="start=0,0&a=gd&a.lr=0.01")
    told = results(activity, answered(activity, {"start": [3, 2.5]}, {"start": [-3, 3]}, {"start": [3, 1.5]}))
    assert told["words"] == (
        "Of 3 runs, 2 came to the minimum at (3, 2) and 1 came to the minimum at (−2.81, 3.13)."
    )
    assert [group["count"] for group in told["groups"]] == [2, 1, 0, 0, 0, 0]
    alone = results(activity, answered(activity, {"start": [3, 2.5]}))
    assert alone["words"] == "The only run came to the minimum at (3, 2)."


def test_where_there_are_many_minima_the_fullest_have_a_group_of_their_own():
    activity = opened("swarm", query="surface=rastrigin&a=gd&a.lr=0.002&steps=300")
    found = swarm(activity, answered(activity, *[{"start": start} for start in STARTS]))
    kinds = [group.kind for group in found.groups]
    assert kinds == ["minimum"] * 6 + ["others", "elsewhere", "diverged"]
    assert [group.count for group in found.groups] == np.bincount(found.group, minlength=9).tolist()
    assert found.groups[6].count > 20
    assert found.groups[7].count == 0


def test_where_nobody_knows_a_minimum_runs_that_come_to_rest_are_told_apart_all_the_same():
    formula = "surface=formula&formula=(x**2-1)**2%2By**2&a=gd&a.lr=0.1&steps=200"
    activity = opened("swarm", query=formula)
    found = swarm(activity, answered(activity, {"start": [0.5, 1]}, {"start": [-0.5, 1]}, {"start": [5, 0]}))
    assert [group.label for group in found.groups[:2]] == ["at (1, 0)", "at (−1, 0)"]
    assert [group.count for group in found.groups] == [1, 1, 0, 1]


def test_runs_that_climb_come_to_maxima():
    formula = "surface=formula&formula=2-x**2-y**2&a=gd&a.lr=0.1&a.direction=up"
    activity = opened("swarm", query=formula)
    (top, *rest) = swarm(activity, answered(activity, {"start": [1, 1]}, {"start": [-2, 1]})).groups
    assert (top.kind, top.count, top.loss) == ("maximum", 2, pytest.approx(2.0))
    assert top.at == pytest.approx((0.0, 0.0), abs=1e-9)
    assert [group.count for group in rest] == [0, 0]


def test_a_swarm_that_nobody_has_joined_is_empty():
    activity = opened("swarm", query="a=gd")
    found = swarm(activity, [])
    head, paths = split(found.bytes)
    assert paths.shape == (301, 0, 2)
    assert head["words"] == "Nobody has picked a start yet."
    assert results(activity, [])["groups"] == []


def test_a_swarm_in_one_variable_has_one_coordinate():
    activity = opened("swarm", query="surface=double_well&a=gd&a.lr=0.01&steps=50")
    head, paths = split(swarm(activity, answered(activity, {"start": [0.5]}, {"start": [-1.5]})).bytes)
    assert paths.shape == (51, 2, 1)
    assert head["d"] == 1
    assert head["followers"] == [1, 2]
