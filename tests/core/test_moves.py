"""A run that is shoved: moved by hand on its way."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.descend import Descent
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.method import Method
from app.core.schedules import SCHEDULES
from tests.core import runs
from tests.core.runs import descended, segment

METHODS = [name for name, optimizer in OPTIMIZERS.items() if isinstance(optimizer, Method)]


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_point_of_a_shove_is_the_place_itself_with_the_exact_loss_and_gradient(name):
    run = descended(
        "himmelblau", segment(name), start=(1.0, 1.0), steps=20, moves=[(7, (-2.5, 3.0))], noise=0.1
    )
    free = descended("himmelblau", segment(name), start=(1.0, 1.0), steps=20, noise=0.1)
    assert run.path.point(7) == (-2.5, 3.0)
    x, y = -2.5, 3.0
    assert run.path.loss[7] == pytest.approx((x * x + y - 11) ** 2 + (x + y * y - 7) ** 2, rel=1e-14)
    slope = 4 * x * (x * x + y - 11) + 2 * (x + y * y - 7), 2 * (x * x + y - 11) + 4 * y * (x + y * y - 7)
    assert run.path.gradient_at(7) == pytest.approx(slope, rel=1e-13)
    assert run.arrivals == {7: free.path.point(7)}
    assert [column[:7] for column in run.path.columns] == [column[:7] for column in free.path.columns]


def test_a_shoved_ball_keeps_its_velocity():
    """By hand: b = 0.5 b + 2x, x = x - 0.1 b, put down at x = 2 on arrival at point 3."""
    run = descended(
        "x**2", segment("momentum", lr=0.1, momentum=0.5), start=(1.0,), steps=6, moves=[(3, (2.0,))]
    )
    x, b, expected = 1.0, 0.0, [1.0]
    for step in range(1, 7):
        b = 2 * x if step == 1 else 0.5 * b + 2 * x
        x = x - 0.1 * b if step != 3 else 2.0
        expected.append(x)
    assert run.path.points[0] == pytest.approx(expected, rel=1e-14)


def test_adam_counts_its_steps_on_after_a_shove():
    """A gradient of 1 everywhere makes Adam step by lr only if its means are corrected for the true step."""
    run = descended("x", segment("adam", lr=0.1), start=(0.0,), steps=9, moves=[(5, (40.0,))])
    assert run.path.points[0][5:] == pytest.approx([40.0, 39.9, 39.8, 39.7, 39.6], abs=1e-6)


@pytest.mark.parametrize("name", METHODS)
def test_a_method_with_control_flow_begins_afresh_where_it_is_put_down(name):
    run = descended("himmelblau", segment(name), start=(1.0, 1.0), steps=30, moves=[(12, (-2.0, 2.5))])
    alone = descended("himmelblau", segment(name), start=(-2.0, 2.5), steps=18)
    assert run.path.points[0][12:] == alone.path.points[0]
    assert run.path.points[1][12:] == alone.path.points[1]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 40), max_size=6),
    st.sampled_from(["adam", "langevin", "bfgs", "annealing", "nelder_mead"]),
)
def test_walking_in_stages_never_shows_the_point_before_the_shove(stops, name):
    moves = [(1, (0.5, 0.5)), (10, (2.0, 2.0)), (11, (-2.0, 2.0)), (39, (0.0, 0.0))]
    told = {"noise": 0.1, "start": (1.0, 1.0), "steps": 40, "moves": moves}
    whole = descended("himmelblau", segment(name), segment(name, 10, lr=0.02), **told)
    staged = Descent(whole.landscape, whole.plan)
    for stop in [*sorted(stops), 40]:
        staged.advance(stop)
        assert [column[: len(staged.path)] for column in whole.path.columns] == list(staged.path.columns)
        assert len(staged.spent) == len(staged.path)
    assert (staged.path, staged.arrivals, staged.spent) == (whole.path, whole.arrivals, whole.spent)


def test_a_shove_and_a_change_at_the_same_step_both_hold():
    changes = segment("gd", lr=0.1), segment("gd", 4, lr=0.25), segment("adam", 6, lr=0.5)
    run = descended("x**2", *changes, start=(1.0,), steps=8, moves=[(4, (3.0,)), (6, (-1.0,))])
    assert run.path.points[0][4:6] == [3.0, 1.5]
    assert (
        run.path.points[0][6:]
        == descended("x**2", segment("adam", lr=0.5), start=(-1.0,), steps=2).path.points[0]
    )


def test_a_schedule_goes_on_counting_through_a_shove():
    halved = segment("gd", 0, SCHEDULES["exponential"], (("gamma", 0.5),), lr=0.8)
    path = descended("x", halved, start=(0.0,), steps=5, moves=[(3, (10.0,))]).path
    assert path.points[0][3:] == pytest.approx([10.0, 10 - 0.8 / 8, 10 - 0.8 / 8 - 0.8 / 16])


def test_a_run_that_has_ended_before_is_not_woken_by_a_shove():
    told = {"start": (10.0,), "steps": 50}
    free = descended("x**4", segment("gd", lr=1.0), **told)
    shoved = descended("x**4", segment("gd", lr=1.0), moves=[(free.ended_at, (0.1,)), (40, (0.1,))], **told)
    assert (shoved.path, shoved.ended_at, shoved.arrivals) == (free.path, free.ended_at, {})


@pytest.mark.parametrize("name", ["gd", "bfgs", "nelder_mead"])
def test_a_shove_out_of_the_domain_is_recorded_and_ends_the_run_as_such_a_start_does(name):
    run = descended(
        "log(x) + x**2", segment(name, lr=0.01), start=(1.0,), steps=20, moves=[(5, (-1.0,)), (9, (1.0,))]
    )
    assert (run.step, run.ended_at, run.path.point(5)) == (5, 5, (-1.0,))
    assert math.isnan(run.path.loss[5])
    assert math.isfinite(run.path.loss[4])


def test_a_rule_pays_for_its_gradients_and_a_method_for_what_it_asked():
    spent = descended("himmelblau", segment("gd"), segment("sam", 2), segment("newton", 4), steps=6).spent
    assert spent == [0, 1, 2, 4, 6, 9, 12]
    looking_ahead = descended("himmelblau", segment("nesterov_original"), steps=3).spent
    assert looking_ahead == [0, 1, 2, 3]


def test_a_method_that_begins_afresh_goes_on_paying():
    """Annealing asks for its first loss, then for one a step."""
    spent = descended("himmelblau", segment("annealing"), steps=5, moves=[(3, (1.0, 1.0))]).spent
    assert spent == [0, 2, 3, 4, 6, 7]


def test_a_typed_rule_may_have_a_number_called_noise():
    run = descended("x**2", runs.typed_rule("p = p - noise*g", noise=0.25), start=(1.0,), steps=3)
    assert run.path.points[0] == [1.0, 0.5, 0.25, 0.125]


def test_names_of_a_rule_do_not_reach_into_the_clipping_of_a_gradient_elsewhere():
    rule = runs.typed_rule("clip = 100; p = p - grad(p)")
    assert descended("x**2", rule, start=(5.0,), steps=1, clip=1.0).path.points[0] == [5.0, 4.0]
