import math

import pytest

from app.core.arithmetic import explain
from app.core.errors import BadInput
from app.core.optimizers import OPTIMIZERS
from app.core.schedules import SCHEDULES
from app.core.tree import constant
from tests.core import runs
from tests.core.runs import descended, plan, scene, segment

VIEWS = [{}, {"noise": 0.3}, {"clip": 0.7}, {"noise": 0.3, "clip": 0.7}]


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_arithmetic_leads_to_the_very_point_of_the_path(name, view):
    run = descended("himmelblau", segment(name), start=(1.0, 1.5), steps=40, **view)
    for step in {1, 2, min(17, run.step), run.step}:
        update = explain(run.landscape, run.plan, step)
        assert update.before == run.path.point(step - 1)
        assert update.after == run.path.point(step)
        assert [line.value for line in update.lines if line.name == "p"][-1] == update.after


@pytest.mark.parametrize("view", VIEWS, ids=str)
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_each_line_with_its_numbers_put_in_gives_its_value(name, view):
    run = descended("himmelblau", segment(name), start=(1.0, 1.5), steps=12, **view)
    for step in {1, 2, 3, min(11, run.step)}:
        for line in explain(run.landscape, run.plan, step).lines:
            for tree, value in zip(line.numbers, line.value, strict=False):
                assert constant(tree) == pytest.approx(value, rel=1e-12, abs=1e-12)


def test_the_rate_shown_is_the_scheduled_one():
    halved = segment("gd", 0, SCHEDULES["exponential"], (("gamma", 0.5),), lr=0.8)
    line = explain(scene("x**2"), plan(halved, start=(1.0,)), 4).lines[-1]
    assert constant(line.numbers[0].arguments[1].arguments[0]) == 0.8 * 0.5**3


def test_the_step_after_a_change_is_explained_by_the_new_rule():
    changing = plan(segment("gd", lr=0.1), segment("adam", 5), start=(1.0,))
    assert [line.name for line in explain(scene("x**2"), changing, 5).lines] == ["g", "p"]
    assert "m_hat" in [line.name for line in explain(scene("x**2"), changing, 6).lines]


def test_what_was_done_to_the_gradient_is_a_line_of_its_own():
    shown = plan(segment("sign"), start=(1.0, 1.0), noise=0.1, clip=0.5, up=True)
    lines = explain(scene("himmelblau"), shown, 1).lines
    assert [line.name for line in lines[:3]] == ["g", "g", "g"]
    assert math.hypot(*lines[1].value) == pytest.approx(0.5)
    assert lines[2].value == tuple(-value for value in lines[1].value)


def test_a_number_that_is_one_for_all_coordinates_says_so():
    rule = runs.typed_rule("k = norm(g); p = p - 0.01*g/k")
    first, last = explain(scene("himmelblau"), plan(rule, start=(1.0, 1.0)), 1).lines
    assert first.single
    assert first.value[0] == first.value[1]
    assert not last.single


@pytest.mark.parametrize(
    ("step", "told"), [(0, "Step 0 is the start"), (-3, "first update"), (101, "ends at step 100")]
)
def test_a_step_that_is_not_there_is_refused(step, told):
    with pytest.raises(BadInput, match=told) as refused:
        explain(scene("himmelblau"), plan(segment("gd")), step)
    assert refused.value.field == "at"


@pytest.mark.parametrize("name", ["gd", "newton"])
def test_the_step_that_broke_is_refused_in_words(name):
    run = descended("x**3 + 1/x", segment("gd", lr=9.0), start=(-3.0,))
    assert run.ended_at is not None
    with pytest.raises(BadInput, match=f"ends at step {run.step}"):
        explain(run.landscape, run.plan, run.ended_at)
