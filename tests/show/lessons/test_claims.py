"""Every number that a lesson tells is the number of its run: loss to local minima."""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.experiment import parse
from app.experiment.resolve import fit_of, landscape_of
from tests.show.lessons.saying import reached, runs, says, step
from tests.show.test_presets import runs_of


def loss_at(query: str, *at: float) -> float:
    return float(landscape_of(parse(query)).loss_at(at))


def test_one_knob_goes_from_0_to_2() -> None:
    one = step("loss", 1)
    run = runs(one)["a"]
    says(one, "from {:.0f} towards {:.0f}", run["x"][0], run["x"][-1])


def test_the_loss_at_three_settings_of_the_knob() -> None:
    one = step("loss", 2)
    run, earlier = runs(one)["a"], runs(step("loss", 1))["a"]
    errors = [2 * x - run["x"][0] * x for x in (1, 2, 3)]
    says(one, "off by {:.0f}, {:.0f} and {:.0f}", *errors)
    says(one, "/3 ~ {:.2f}$", run["loss"][0])
    says(one, "the knob at 0 it is {:.2f}", earlier["loss"][0])
    assert run["loss"][-1] == pytest.approx(0, abs=1e-6)


def test_two_knobs() -> None:
    one = step("loss", 3)
    run, fit = runs(one)["a"], fit_of(parse(one.query))
    assert fit is not None
    says(one, "Here are {} points", len(fit.target))
    says(one, "starts at {:.2f}", run["loss"][0])
    says(one, "After {} steps its loss is within 0.001", reached(one)["a"])
    says(one, "still has a loss of {:.2f}", run["loss"][-1])


def test_a_push_comes_back_twice() -> None:
    one = step("derivative", 1)
    run = runs(one)["a"]
    x, w = run["x"][0], run["y"][0]
    says(one, "where $x = {:.0f}$ and $w = {:.0f}$: the output is {:.0f}", x, w, run["loss"][0])
    says(one, "becomes {:.1f}, so it grew by {:.1f}", x * (w + 0.1), x * (w + 0.1) - x * w)
    says(one, "by 0.01, and it grows by {:.2f}", x * (w + 0.01) - x * w)
    assert (run["gy"][0], run["gx"][0]) == (x, w)


def test_the_quotients_come_close_to_the_slope() -> None:
    one = step("derivative", 2)
    run = runs(one)["a"]
    for h, digits in ((0.5, 1), (0.1, 1), (0.01, 2)):
        quotient = ((run["x"][0] + h) ** 2 - run["loss"][0]) / h
        says(one, f"$h = {h}$ {{}} {{:.{digits}f}}", "this is" if h == 0.5 else "it is", quotient)
    says(one, "we call {:.0f} the *limit*", run["gx"][0])


def test_up_or_down() -> None:
    one = step("derivative", 3)
    down, up = runs(one).values()
    says(one, "after a single step its output is {:.2f}", down["loss"][1])
    says(one, "in place of the minus, and gets {:.2f}", up["loss"][1])
    says(one, "So $w$ goes from {:.0f} to {:.1f}", down["y"][0], down["y"][1])
    assert (np.diff(down["loss"]) < 0).all()
    assert (np.diff(up["loss"]) > 0).all()


def test_a_slope_below_zero_sends_it_to_the_right() -> None:
    one = step("derivative", 4)
    run = runs(one)["a"]
    says(one, "{{g: the slope}} is {:.2f}", run["gx"][0])
    says(one, "goes right, to {:.3f}", run["x"][1])
    assert (np.diff(np.abs(np.diff(run["x"]))) < 0).all()


def test_cars_by_the_hour() -> None:
    one = step("line", 1)
    run, fit = runs(one)["a"], fit_of(parse(one.query))
    assert fit is not None
    says(one, "{} rows", len(fit.target))
    says(one, "On average {:.0f} did", np.mean(fit.target))
    assert (min(fit.table_inputs[0]), max(fit.table_inputs[0])) == (0, 23)
    says(one, "is {:.1f} million", run["loss"][0] / 1e6)
    says(one, "its root is about {:.0f} cars", math.sqrt(run["loss"][0]))
    best = loss_at(one.query, *landscape_of(parse(one.query)).known_minima[0])
    says(one, "a loss of {:.1f} million, which is about {:.0f} cars off", best / 1e6, math.sqrt(best))


def test_both_slopes_at_the_start() -> None:
    one = step("line", 2)
    run = runs(one)["a"]
    says(one, "they are {:,.0f} and {:.0f}", run["gx"][0], run["gy"][0])
    fit = fit_of(parse(one.query))
    assert fit is not None
    assert np.mean(2 * -fit.target * fit.table_inputs[0]) == pytest.approx(run["gx"][0])
    assert np.mean(2 * -fit.target) == pytest.approx(run["gy"][0])


def test_the_bare_rule_explodes() -> None:
    one = step("line", 3)
    run = runs(one)["a"]
    says(one, "from 0 to {:,.0f}", run["x"][1])
    says(one, "now it is {:.0f} billion", run["loss"][1] / 1e9)
    says(one, "about {:,} times as much", 100 * round(run["loss"][1] / run["loss"][0] / 100))
    assert run["x"][2] < -100 * run["x"][1]
    assert run["verdict"]["kind"] == "diverged"


def test_scaled_hours_make_a_bowl() -> None:
    one = step("line", 4)
    run = runs(one)["a"]
    assert run["gx"][1] / run["gx"][0] == pytest.approx(0.5)
    assert run["gy"][1] / run["gy"][0] == pytest.approx(0.5)
    says(one, "Within {} steps", reached(one)["a"])
    says(one, "{:.2f} million, at {:.0f} cars", run["loss"][-1] / 1e6, run["x"][-1])
    says(one, "hour and {:.0f} at the mean hour", run["y"][-1])


def test_too_small() -> None:
    one = step("learning-rate", 1)
    run = runs(one)["a"]
    says(one, "From {:.1f} we get to {:.3f}, then to {:.3f}", *run["x"][:3])
    says(one, "after 30 steps we have come to {:.2f}", run["x"][30])
    assert run["x"][30] > run["x"][0] / 2
    assert 1 - run["x"][1] / run["x"][0] == pytest.approx(1 / 50)


def test_just_right() -> None:
    one = step("learning-rate", 2)
    first, second = runs(one).values()
    says(one, "from {:.1f} to {:.2f}, then to {:.3f}", *first["x"][:3])
    says(one, "After {} steps", reached(one)["a"])
    assert second["x"][1] == 0
    assert 1 - first["x"][1] / first["x"][0] == pytest.approx(0.6)
    assert runs_of("surface=formula&formula=4*x**2&start=2&steps=1&a=gd&a.lr=0.125")["a"]["x"][1] == 0


def test_too_large() -> None:
    one = step("learning-rate", 3)
    near, even, lost = runs(one).values()
    says(one, "from {:.1f} to {:.2f}, then to {:.3f}", *near["x"][:3])
    assert np.array(near["x"][1:]) / near["x"][:-1] == pytest.approx(-0.9)
    assert set(even["x"]) == {2.4, -2.4}
    says(one, "a tenth longer: {:.2f} on the other side", -lost["x"][1])
    says(one, "after 30 steps it is at {:.2f}", lost["x"][30])
    assert lost["verdict"]["kind"] == "diverged"


def test_two_directions() -> None:
    one = step("learning-rate", 4)
    near = reached(one)
    assert (near["a"], near["c"]) == (None, None)
    says(one, "of the bottom after {} steps", near["b"])
    query = "surface=bowl&steps=100&a=gd&a.lr={}"
    assert runs_of(query.format(0.199))["a"]["verdict"]["kind"] != "diverged"
    assert runs_of(query.format(0.3))["a"]["verdict"]["kind"] == "diverged"
