import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.descend import Descent, crowd
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.rule import Rule
from app.core.oracles import View
from app.core.plan import Plan, Segment
from app.core.schedules import SCHEDULES
from tests.core import runs
from tests.core.runs import descended, plan, scene, segment


def test_gradient_descent_on_a_parabola_is_the_geometric_series_of_the_textbook():
    path = descended("x**2", segment("gd", lr=0.1), start=(3.0,), steps=20).path
    assert path.points[0] == pytest.approx([3.0 * 0.8**k for k in range(21)], rel=1e-13)
    assert path.loss == pytest.approx([9.0 * 0.64**k for k in range(21)], rel=1e-13)
    assert path.gradient[0] == pytest.approx([6.0 * 0.8**k for k in range(21)], rel=1e-13)


def test_step_zero_is_the_start():
    path = descended("himmelblau", segment("adam"), start=(-1.0, 2.0), steps=3).path
    assert path.point(0) == (-1.0, 2.0)
    assert len(path) == 4


def test_what_is_recorded_is_exact_whatever_the_run_was_shown():
    run = descended("himmelblau", segment("gd", lr=0.001), noise=3.0, clip=1.0, start=(1.0, 1.0))
    for step in (0, 17, 100):
        point = run.path.point(step)
        assert run.path.loss[step] == pytest.approx(run.landscape.loss_at(point), rel=1e-13)
        assert run.path.gradient_at(step) == pytest.approx(run.landscape.gradient_at(point), rel=1e-12)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 100), max_size=6),
    st.sampled_from(["adam", "sam", "langevin", "bfgs", "annealing"]),
)
def test_walking_in_stages_gives_the_numbers_of_walking_at_once(stops, name):
    whole = descended("himmelblau", segment(name), noise=0.1, start=(1.0, 1.0))
    staged = Descent(whole.landscape, whole.plan)
    for stop in [*stops, 100]:
        staged.advance(stop)
    assert staged.path == whole.path


def test_equal_plans_give_equal_paths_and_another_seed_gives_another():
    first, second, other = [
        descended("himmelblau", segment("gd", lr=0.01), noise=1.0, seed=seed).path for seed in (4, 4, 5)
    ]
    assert first == second
    assert first != other


def test_noise_is_the_same_for_every_optimizer():
    """One step of plain descent and one of momentum from the same start see the same gradient."""
    plain = descended("x**2 + y**2", segment("gd", lr=0.1), noise=1.0, steps=1, start=(1.0, 1.0))
    heavy = descended("x**2 + y**2", segment("momentum", lr=0.1), noise=1.0, steps=1, start=(1.0, 1.0))
    assert plain.path == heavy.path


def test_noise_has_the_standard_deviation_that_was_asked_for():
    run = descended("0*x + 0*y", segment("gd", lr=1.0), noise=0.5, steps=10_000)
    shoves = np.diff(np.array(run.path.points), axis=1)
    assert shoves.std() == pytest.approx(0.5, rel=0.02)
    assert abs(shoves.mean()) < 0.02
    assert abs(np.corrcoef(shoves)[0, 1]) < 0.05


def test_clipping_shortens_the_gradient_and_keeps_its_direction():
    run = descended("himmelblau", segment("gd", lr=1.0), clip=0.5, steps=1, start=(0.0, 0.0))
    step = np.subtract(run.path.point(1), run.path.point(0))
    slope = np.array(run.path.gradient_at(0))
    assert np.linalg.norm(step) == pytest.approx(0.5, rel=1e-14)
    assert step / np.linalg.norm(step) == pytest.approx(-slope / np.linalg.norm(slope), rel=1e-13)


def test_clipping_leaves_a_short_gradient_alone():
    free = descended("x**2", segment("gd", lr=0.1), start=(0.2,))
    assert descended("x**2", segment("gd", lr=0.1), start=(0.2,), clip=1.0).path == free.path


def test_climbing_is_descending_the_surface_turned_over():
    up = descended("3 - x**2 - 2*y**2", segment("adam"), start=(1.0, 2.0), up=True)
    down = descended("x**2 + 2*y**2 - 3", segment("adam"), start=(1.0, 2.0))
    assert up.path.points[0] == pytest.approx(down.path.points[0], rel=1e-12)
    assert up.path.loss == pytest.approx([-loss for loss in down.path.loss], rel=1e-12)


@pytest.mark.parametrize("name", ["newton", "bfgs", "nelder_mead", "line_search"])
def test_methods_climb_too(name):
    top = descended("3 - x**2 - 2*y**2 + x*y", segment(name), start=(1.0, 0.5), up=True).path
    assert top.point(100) == pytest.approx((0.0, 0.0), abs=1e-4)


def test_a_change_leaves_the_point_it_is_made_at_and_works_on_the_next_step():
    unchanged = descended("x**2", segment("gd", lr=0.1), start=(1.0,), steps=20).path
    changed = descended("x**2", segment("gd", lr=0.1), segment("gd", 10, lr=0.4), start=(1.0,), steps=20).path
    assert changed.points[0][:11] == unchanged.points[0][:11]
    assert changed.points[0][11] == pytest.approx(0.2 * unchanged.points[0][10], rel=1e-14)


def test_a_changed_number_keeps_the_memory_and_a_changed_optimizer_starts_afresh():
    kept = descended("himmelblau", segment("adam", lr=0.1), segment("adam", 5, lr=0.1), steps=9)
    whole = descended("himmelblau", segment("adam", lr=0.1), steps=9)
    assert kept.path == whole.path
    fresh = descended("himmelblau", segment("gd", lr=0.001), segment("adam", 5, lr=0.1), steps=9)
    alone = descended("himmelblau", segment("adam", lr=0.1), steps=4, start=fresh.path.point(5))
    assert fresh.path.points[0][5:] == alone.path.points[0]


@pytest.mark.parametrize(
    ("first", "second"), list(itertools.permutations(["adam", "bfgs", "nelder_mead"], 2))
)
def test_any_optimizer_may_follow_any_other(first, second):
    run = descended("himmelblau", segment(first), segment(second, 20), start=(1.0, 1.0))
    alone = descended("himmelblau", segment(second), start=run.path.point(20), steps=80)
    assert run.path.points[0][20:] == alone.path.points[0]


def test_a_schedule_counts_from_the_runs_start_also_after_a_change():
    halving = SCHEDULES["exponential"]
    decayed = [segment("gd", since, halving, (("gamma", 0.9),), lr=lr) for since, lr in [(0, 0.1), (10, 0.2)]]
    path = descended("x + 0*y", *decayed, steps=20).path
    lengths = -np.diff(path.points[0])
    rates = [(0.1 if k < 10 else 0.2) * 0.9**k for k in range(20)]
    assert lengths == pytest.approx(rates, rel=1e-12)


@pytest.mark.parametrize(
    ("formula", "start", "lr", "last"),
    [
        ("exp(x)", 709.0, -1e-300, 0),
        ("x**3", -10.0, 1.0, 5),
        ("log(x)", 1.0, 2.0, 0),
        ("x**4", 100.0, 1.0, 3),
    ],
)
def test_a_run_that_leaves_the_numbers_ends_at_its_last_finite_point(formula, start, lr, last):
    run = descended(formula, runs.typed_rule("p = p - lr*g", lr=lr), start=(start,), steps=50)
    if formula == "exp(x)":
        run = descended(formula, runs.typed_rule("p = p + 1"), start=(start,), steps=50)
    assert run.ended_at == run.step + 1
    assert run.done
    assert run.step >= last
    assert all(math.isfinite(value) for column in run.path.columns for value in column)


def test_a_point_with_a_loss_but_no_slope_is_recorded_and_ends_the_run():
    run = descended("sqrt(x)", runs.typed_rule("p = p - 0.5"), start=(1.0,), steps=9)
    assert run.path.points[0] == [1.0, 0.5, 0.0]
    assert math.isnan(run.path.gradient[0][2])
    assert run.ended_at == 2


def test_a_start_without_a_loss_is_recorded_and_ends_the_run():
    run = descended("log(x)", segment("gd"), start=(-1.0,))
    assert run.ended_at == 0
    assert len(run.path) == 1
    assert math.isnan(run.path.loss[0])


def test_advancing_a_run_that_has_ended_changes_nothing():
    run = descended("x**4", segment("gd", lr=1.0), start=(100.0,))
    before = [list(column) for column in run.path.columns]
    run.advance(100)
    assert [list(column) for column in run.path.columns] == before


@pytest.mark.parametrize("steps", [1, 137])
@pytest.mark.parametrize("name", [name for name, o in OPTIMIZERS.items() if isinstance(o, Rule)])
def test_a_crowd_takes_the_steps_that_each_takes_alone(name, steps):
    landscape = scene("himmelblau")
    starts = np.random.default_rng(3).uniform(-2, 2, (7, 2))
    chosen = runs.settings(name)
    view = View(noise=0.05, clip=20.0)
    together = crowd(landscape, OPTIMIZERS[name], chosen, starts, steps, view=view, seed=8, chunk=3)
    for start, end in zip(starts, together, strict=True):
        alone = Descent(
            landscape, Plan(tuple(start.tolist()), (Segment(0, OPTIMIZERS[name], chosen),), steps, view, 8)
        )
        alone.advance(steps)
        if alone.ended_at is None:
            assert end == pytest.approx(alone.path.point(steps), rel=1e-12, abs=1e-12)
        else:
            assert not np.isfinite([*end, landscape.loss_at(end.tolist())]).all()


def test_those_of_a_crowd_that_leave_the_numbers_do_not_disturb_the_rest():
    ends = crowd(
        scene("x**4 + y**4"),
        OPTIMIZERS["gd"],
        runs.settings("gd", lr=0.1),
        np.array([[0.5, 0.5], [50.0, 1.0]]),
        60,
    )
    assert np.isfinite(ends[0]).all()
    assert not np.isfinite(ends[1]).all()


def test_a_typed_rule_with_memory_runs_as_written():
    run = descended("x**2", runs.typed_rule("v = 0.5*v + g; p = p - lr*v", lr=0.1), start=(1.0,), steps=40)
    x, v, expected = 1.0, 0.0, [1.0]
    for _ in range(40):
        v = 0.5 * v + 2 * x
        x = x - 0.1 * v
        expected.append(x)
    assert run.path.points[0] == pytest.approx(expected, rel=1e-13)


def test_a_draw_is_fresh_for_each_coordinate_each_step_and_each_mention():
    run = descended("0*x + 0*y", runs.typed_rule("p = p + normal - normal"), steps=5000)
    shoves = np.diff(np.array(run.path.points), axis=1)
    assert shoves.std() == pytest.approx(math.sqrt(2), rel=0.03)
    assert len(np.unique(shoves)) == shoves.size


def test_a_branch_not_taken_is_not_computed():
    run = descended(
        "x**2", runs.typed_rule("p = where(t > 100, sqrt(-1 - t), p - 0.1*g)"), start=(1.0,), steps=20
    )
    assert run.ended_at is None


def test_ten_thousand_steps_with_eight_changes_are_all_recorded():
    changes = [segment("adam", 1000 * k, lr=0.01 * (k + 1)) for k in range(8)]
    assert len(descended("himmelblau", *changes, steps=10_000).path) == 10_001


def test_a_plan_is_a_value():
    assert plan(segment("adam")) == plan(segment("adam"))
    assert plan(segment("adam")) != plan(segment("adam"), seed=1)


def test_the_gradient_asked_for_at_the_point_itself_is_the_one_that_is_shown():
    asked = descended("himmelblau", runs.typed_rule("p = p - lr*grad(p)", lr=0.01), start=(1.0, 1.0))
    assert asked.path == descended("himmelblau", segment("gd", lr=0.01), start=(1.0, 1.0)).path
