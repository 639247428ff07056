import math

import pytest

from app.core.arithmetic import explain
from app.core.errors import BadInput
from app.core.language import parse
from app.core.optimizers import OPTIMIZERS
from app.core.plan import rates
from app.core.schedules import SCHEDULES
from app.core.tree import Call, constant, names_in
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
            for coordinate, (tree, value) in enumerate(zip(line.numbers, line.value, strict=False)):
                assert read_off(tree, run.landscape, coordinate) == pytest.approx(value, rel=1e-12, abs=1e-12)


def read_off(tree, landscape, coordinate):
    """What the numbers come to; the slope at another point is the surface's to tell."""
    if isinstance(tree, Call) and tree.function.startswith("∂L"):
        assert tree.function == f"∂L/∂{landscape.variables[coordinate]}"
        return landscape.gradient_at([number.value for number in tree.arguments])[coordinate]
    return constant(tree)


def test_the_rate_shown_is_the_scheduled_one():
    halved = segment("gd", 0, SCHEDULES["exponential"], (("gamma", 0.5),), lr=0.8)
    line = explain(scene("x**2"), plan(halved, start=(1.0,)), 4).lines[-1]
    assert constant(line.numbers[0].arguments[1].arguments[0]) == 0.8 * 0.5**3


@pytest.mark.parametrize("name", SCHEDULES)
@pytest.mark.parametrize("optimizer", ["gd", "conjugate_gradient"])
def test_how_a_schedule_came_to_the_rate_is_a_line_with_its_numbers(name, optimizer):
    values = tuple([(p.name, p.default) for p in SCHEDULES[name].parameters])
    scheduled = plan(segment(optimizer, 0, SCHEDULES[name], values, lr=0.02), start=(1.0, 1.0), steps=40)
    for step in (1, 2, 20, 40):
        rate = explain(scene("himmelblau"), scheduled, step).rate
        assert rate.line.value[0] == rates(scheduled.segments[0], 40)[step - 1]
        assert constant(rate.line.numbers[0]) == pytest.approx(rate.line.value[0], rel=1e-12)
        assert rate.names["lr"] == (0.02,)
        assert rate.names.get("s", (step - 1,)) == (step - 1,)


def test_without_a_schedule_there_is_no_line_for_the_rate():
    assert explain(scene("himmelblau"), plan(segment("gd")), 3).rate is None


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_name_in_the_lines_has_the_value_it_had_as_the_step_began(name):
    run = descended("himmelblau", segment(name), start=(1.0, 1.5), steps=12)
    for step in range(1, run.step + 1):
        update = explain(run.landscape, run.plan, step)
        used = {name for line in update.lines for name in {line.name, *names_in(line.formula)}}
        assert used <= set(update.names)
        assert update.names["p"] == run.path.point(step - 1)
        assert update.names.get("g", run.path.gradient_at(step - 1)) == run.path.gradient_at(step - 1)


def test_memory_is_told_as_it_was_before_the_step_and_what_is_new_as_it_was_set():
    """Adam on a slope of 2: m is 0.2 after the first step, and m_hat is 2 all along."""
    names = explain(scene("2*x"), plan(segment("adam"), start=(1.0,)), 2).names
    assert names["m"] == pytest.approx((0.2,))
    assert names["v"] == pytest.approx((0.004,))
    assert names["m_hat"] == pytest.approx((2.0,))
    assert names["t"] == (2.0,)


IDLE = [
    ("gd", {}, {}, [True, False]),
    ("gd", {"weight_decay": 0.1}, {}, [False, False]),
    ("adamw", {"weight_decay": 0.0}, {}, [True, *[False] * 5]),
    ("adam", {}, {"clip": 1e6}, [True, True, *[False] * 5]),
    ("adam", {}, {"clip": 1.0}, [False, True, *[False] * 5]),
    ("adam", {}, {"noise": 0.1, "up": True}, [False, False, True, *[False] * 5]),
    ("sign", {"momentum": 0.0}, {}, [False, False]),
]


@pytest.mark.parametrize(("name", "values", "view", "idle"), IDLE)
def test_a_line_that_is_set_to_change_nothing_is_idle(name, values, view, idle):
    shown = plan(segment(name, **values), start=(1.0, 1.5), **view)
    assert [line.idle for line in explain(scene("himmelblau"), shown, 3).lines] == idle


@pytest.mark.parametrize(
    ("rule", "idle"),
    [
        ("p = p - c*g", True),
        ("p = p + c*normal", True),
        ("p = where(t > 5, p - g, p)", True),
        ("p = where(t < 5, p - g, p)", False),
        ("p = p*(1 - c)", True),
        ("p = p - 0.1*(g - g)", False),
        ("p = q; q = p", False),
    ],
)
def test_idle_is_what_the_line_means_and_not_what_it_is_called(rule, idle):
    line = explain(scene("himmelblau"), plan(runs.typed_rule(rule, c=0.0), start=(1.0, 1.5)), 2).lines[0]
    assert line.idle == idle


def test_a_line_that_does_something_is_not_idle_though_the_slope_is_0():
    assert not explain(scene("x**2"), plan(segment("gd"), start=(0.0,)), 1).lines[-1].idle


def test_of_a_choice_the_numbers_show_what_was_chosen():
    rule = runs.typed_rule("p = where(g > 0, p - 1, p + where(t == 1, 2, 3))")
    (line,) = explain(scene("x**2 - y**2"), plan(rule, start=(5.0, 7.0)), 1).lines
    assert line.numbers == (parse("5 - 1", ()), parse("7 + 2", ()))


def test_two_draws_in_one_line_are_two_numbers():
    (line,) = explain(scene("x + y"), plan(runs.typed_rule("p = p + normal - 2*normal")), 3).lines
    first, second = line.numbers[0].arguments[0].arguments[1], line.numbers[0].arguments[1].arguments[1]
    assert first != second
    assert [constant(tree) for tree in line.numbers] == pytest.approx(line.value, rel=1e-14)


def test_draws_inside_a_gradient_elsewhere_are_not_taken_for_those_outside():
    rule = runs.typed_rule("p = p - 0.1*grad(p + normal) + normal")
    for view in ({}, {"noise": 0.5}):
        *_, line = explain(scene("himmelblau"), plan(rule, **view), 3).lines
        assert [constant(tree) for tree in line.numbers] == pytest.approx(line.value, rel=1e-13)


def test_a_move_by_hand_is_told_apart_from_where_the_lines_lead():
    for name in ("momentum", "bfgs"):
        moved = plan(segment(name), start=(1.0, 1.5), steps=9, moves=[(4, (-2.0, 3.0))])
        free = descended("himmelblau", segment(name), start=(1.0, 1.5), steps=9).path
        update = explain(scene("himmelblau"), moved, 4)
        assert update.lines[-1].value == update.arrival == free.point(4)
        assert (update.before, update.after) == (free.point(3), (-2.0, 3.0))
        after = explain(scene("himmelblau"), moved, 5)
        assert (after.before, after.names["p"]) == ((-2.0, 3.0), (-2.0, 3.0))
        assert after.arrival == after.after


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
