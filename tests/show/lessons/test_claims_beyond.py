"""Every number that a lesson tells is the number of its run: starts, other rules, networks."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.show.lessons import Step
from tests.show.lessons.saying import reached, runs, says, step
from tests.show.test_presets import BY_ID, runs_of
from tests.show.test_presets_on_networks import trained


def losses(one: Step, **changed: str) -> list[float]:
    """The losses of a network's one run, with another seed where one is named."""
    query = one.query
    for key, value in changed.items():
        query = "&".join(
            [f"{key}={value}" if pair.startswith(f"{key}=") else pair for pair in query.split("&")]
        )
    (run,) = trained(query)
    return [float(loss) for loss in run.losses]


def test_zeros_ones_or_chance() -> None:
    one = step("start", 1)
    zeros, ones, chance = runs(one).values()
    assert set(zeros["x"]) == set(zeros["y"]) == {0}
    assert ones["x"] == ones["y"]
    says(one, "get to {:.3f} each", ones["x"][-1])
    assert (np.diff(chance["loss"]) < 0).all()
    assert chance["x"][-1] * chance["y"][-1] < -100


def test_a_hair_between_two_factors_grows() -> None:
    run = runs_of("surface=product&start=1,1.001&steps=300&a=gd&a.lr=0.05")["a"]
    apart = np.abs(np.array(run["y"]) - run["x"])
    assert apart[1:] / apart[:-1] == pytest.approx(1.05)
    assert run["loss"][-1] < -1


def test_trapped() -> None:
    one = step("start", 2)
    right, left = runs(one).values()
    says(one, "stops at {:.2f}", right["x"][-1])
    says(one, "stops at {:.2f}", left["x"][-1])
    says(one, "its valley is {:.1f} deeper", right["loss"][-1] - left["loss"][-1])
    assert [run["verdict"]["global"] for run in (right, left)] == [False, True]


def test_four_valleys() -> None:
    one = step("start", 3)
    found = runs(one)
    ends = {(round(run["x"][-1], 2), round(run["y"][-1], 2)) for run in found.values()}
    assert len(ends) == len(found) == 4
    says(one, "({:.0f}, {:.0f}) is one of them", found["a"]["x"][-1], found["a"]["y"][-1])
    assert [run["loss"][-1] for run in found.values()] == pytest.approx([0] * 4, abs=1e-12)


def test_a_local_one_can_do() -> None:
    one = step("start", 4)
    (run,) = trained(one.query)
    says(one, "{} weights", run.network.size)
    found = losses(one)
    says(one, "from seed 1, with a loss of {:.3f}. After 200 steps that is {:.4f}", found[0], found[-1])
    second, third = losses(one, seed="2"), losses(one, seed="3")
    says(one, "seed 2 comes to {:.4f}, seed 3 to {:.4f}", second[-1], third[-1])


def test_a_heavy_ball_in_a_ravine() -> None:
    one = step("beyond", 1)
    near = reached(one)
    says(one, "it takes {} steps to come within 0.001", near["a"])
    says(one, "it takes {} steps.", near["b"])
    slow = reached(Step(**{**_fields(one), "query": one.query.replace("momentum=0.7", "momentum=0.99")}))
    assert slow["b"] is None


def _fields(one: Step) -> dict[str, str]:
    return {name: getattr(one, name) for name in Step.__dataclass_fields__}


def test_over_the_hump() -> None:
    one = step("beyond", 2)
    plain, ball = runs(one).values()
    says(one, "{:.1f} above the lowest place", plain["verdict"]["above_best"])
    says(one, "comes to rest at {:.2f}", ball["x"][-1])
    assert ball["verdict"]["global"] is True
    # The other way round as well: what the notes say there are, and the text warns of.
    starts = [f"{-2 + k / 20:g}" for k in range(20)]
    ends = [runs_of(f"surface=double_well&steps=150&start={x}&a=momentum&a.lr=0.02")["a"] for x in starts]
    assert any(run["verdict"]["global"] is False for run in ends)


def test_each_knob_its_own_step() -> None:
    one = step("beyond", 3)
    plain, rms = runs(one).values()
    says(one, "along y is {:.0f}, along x it is only {:.0f}", plain["gy"][0], plain["gx"][0])
    moved = abs(rms["x"][1] - rms["x"][0]), abs(rms["y"][1] - rms["y"][0])
    assert moved == pytest.approx((0.5, 0.5), abs=1e-6)
    says(one, "moves both knobs by {:.1f}, although one slope is {:.0f} times", moved[0], 150 / 3)
    near = reached(one)
    assert near["a"] is None
    says(one, "of the bottom after {} steps", near["b"])


def test_both_at_once() -> None:
    one = step("beyond", 4)
    plain, _, adam = runs(one).values()
    assert math.hypot(plain["x"][-1] - plain["x"][0], plain["y"][-1] - plain["y"][0]) < 0.2
    moved = abs(adam["x"][1] - adam["x"][0]), abs(adam["y"][1] - adam["y"][0])
    assert moved == pytest.approx((0.1, 0.1), rel=1e-3)
    near = reached(one)
    says(one, "gathers itself slowly and needs {}", near["b"])
    says(one, "it is down after {}.", near["c"])
    turned = "surface=bowl&s.condition=100&steps=200&a=gd&a.lr=0.0195&b=rmsprop&b.lr=0.05"
    ends = runs_of(turned)
    assert ends["b"]["loss"][-1] > ends["a"]["loss"][-1]


def test_many_machines_in_a_row() -> None:
    one = step("network", 1)
    (run,) = trained(one.query)
    says(one, "two layers of {} units, {} knobs", run.network.layers[0], run.network.size)
    assert run.network.layers == (16, 16)
    says(one, "from {:.3f} to {:.3f}", run.losses[0], run.losses[-1])


def test_a_slice_through_many_dimensions() -> None:
    one = step("network", 2)
    found = losses(one)
    says(one, "begins at {:.3f} and ends at {:.4f}", found[0], found[-1])
    says(one, "over {} knobs", trained(one.query)[0].network.size)


def test_zeros_stay() -> None:
    one = step("network", 3)
    (run,) = trained(one.query)
    assert not run.points.any()
    says(one, "stays at {:.3f}", math.log(2))
    assert run.losses[-1] == pytest.approx(math.log(2), abs=1e-12)


def test_deep_with_shortcuts() -> None:
    one = step("network", 4)
    assert one.query == BY_ID["shortcuts_learn"].query
    found = losses(one)
    # Twenty layers magnify how a processor rounds: some end at 0.03, some at 0.006.
    says(one, "from {:.3f} the loss falls to below {}", found[0], 0.1)
    assert found[-1] < 0.1
    without = trained(BY_ID["too_deep"].query)[0]
    says(one, "after 300 steps, at {:.3f}", without.losses[-1])
    assert len(without.network.layers) == 20
    for title in (BY_ID["crumpled"].title, BY_ID["smooth"].title):
        says(one, "“{}”", title)
