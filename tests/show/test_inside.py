import numpy as np
import pytest

from app.experiment import parse
from app.show.inside import STRETCH, inside


def of(query: str, since: int = 0) -> dict:
    (run,) = inside(parse(query), since)["runs"]
    return run


def test_the_curvature_of_booth_is_two_and_eighteen_everywhere():
    # (x + 2y − 7)² + (2x + y − 5)² has the Hessian [[10, 8], [8, 10]].
    bend = of("surface=booth&steps=5&a=gd")["curvature"]
    assert bend["low"] == pytest.approx([2.0] * 6)
    assert bend["high"] == pytest.approx([18.0] * 6)
    assert np.abs(bend["x"]) == pytest.approx([0.5**0.5] * 6)
    assert np.multiply(bend["x"], bend["y"]) == pytest.approx([0.5] * 6)


def test_the_learning_rate_is_the_scheduled_one_and_no_update_leaves_the_last_step():
    query = "surface=booth&steps=4&a=gd&a.lr=0.01&a.schedule=exponential&a.schedule.gamma=0.5"
    assert of(query)["lr"] == [0.01, 0.005, 0.0025, 0.00125, None]


def test_a_change_midway_is_the_rate_of_the_update_that_leaves_its_step():
    assert of("surface=booth&steps=4&a=gd&a.lr=0.01&a.lr@2=0.03")["lr"] == [0.01, 0.01, 0.03, 0.03, None]


def test_an_optimizer_without_a_learning_rate_has_none_to_tell():
    assert of("surface=booth&steps=4&a=rule&a.rule=p%3Dp-0.01*g")["lr"] is None


def test_a_stretch_ends_after_two_hundred_steps_and_the_next_goes_on():
    assert of("surface=booth&steps=500&a=gd")["step"] == list(range(STRETCH))
    assert of("surface=booth&steps=500&a=gd", 400)["step"] == list(range(400, 501))
    assert of("surface=booth&steps=10&a=gd", 11)["step"] == []


def test_in_one_variable_the_curvature_has_no_second_direction():
    bend = of("surface=formula&formula=3*x**2&start=1&steps=2&a=gd")["curvature"]
    assert bend == {"low": [6.0] * 3, "high": [6.0] * 3, "x": [1.0] * 3}
