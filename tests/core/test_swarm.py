import numpy as np
import pytest

from app.core.descend import Descent
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.rule import Rule
from app.core.plan import at_rate
from app.core.schedules import SCHEDULES
from app.core.swarm import is_joint, swarm
from tests.core import on_data
from tests.core.runs import plan, scene, segment, typed_rule

RULES = [name for name, optimizer in OPTIMIZERS.items() if isinstance(optimizer, Rule)]
STARTS = np.random.default_rng(3).uniform(-2, 2, (7, 2))


def alone(landscape, whole, start, rate=None):
    own = whole if rate is None else at_rate(whole, rate)
    values = {name: getattr(own, name) for name in ("segments", "steps", "view", "seed", "moves")}
    descent = Descent(landscape, type(own)(tuple(start), **values))
    descent.advance(own.steps)
    return descent


def check(landscape, whole, starts, rates=None):
    """Every run of the swarm is the run that a descent makes alone."""
    found = swarm(landscape, whole, starts, rates)
    assert found.points.shape == (whole.steps + 1, len(starts), landscape.dimension)
    for run, start in enumerate(starts.tolist()):
        one = alone(landscape, whole, start, None if rates is None else float(rates[run]))
        assert found.last[run] == one.step
        assert found.ended[run] == (-1 if one.ended_at is None else one.ended_at)
        points, losses = np.array(one.path.points).T, np.array(one.path.loss)
        assert found.points[: one.step + 1, run] == pytest.approx(points, rel=1e-9, abs=1e-9)
        assert found.losses[: one.step + 1, run] == pytest.approx(losses, rel=1e-9, abs=1e-9, nan_ok=True)
        assert np.isnan(found.points[one.step + 1 :, run]).all()
        assert found.ends[run] == pytest.approx(one.path.point(one.step), rel=1e-9, abs=1e-9)
    return found


@pytest.mark.parametrize("name", RULES)
def test_a_swarm_takes_the_steps_that_each_takes_alone(name):
    check(scene("himmelblau"), plan(segment(name), steps=137, seed=8, noise=0.05, clip=20.0), STARTS)


@pytest.mark.parametrize("name", RULES)
def test_runs_of_a_swarm_may_have_a_learning_rate_each(name):
    rates = np.geomspace(1e-4, 0.02, len(STARTS))
    check(scene("himmelblau"), plan(segment(name), steps=90, seed=8, noise=0.05), STARTS, rates)


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_works_on_the_rate_of_each_run(name):
    parameters = tuple([(p.name, p.default) for p in SCHEDULES[name].parameters])
    scheduled = plan(segment("momentum", 0, SCHEDULES[name], parameters, lr=0.001), steps=90)
    check(scene("himmelblau"), scheduled, STARTS)
    check(scene("himmelblau"), scheduled, STARTS, np.geomspace(1e-4, 0.004, len(STARTS)))


@pytest.mark.parametrize("surface", ["rosenbrock", "ackley", "rastrigin", "monkey_saddle", "log(x*y + 3)"])
def test_a_swarm_is_at_home_on_every_kind_of_formula(surface):
    check(scene(surface), plan(segment("adam", lr=0.05), steps=60), STARTS)


def test_a_swarm_walks_along_one_variable():
    check(scene("double_well"), plan(segment("gd", lr=0.01), start=(0.0,), steps=50), STARTS[:, :1])


def test_a_run_that_leaves_the_numbers_ends_where_it_would_alone_and_does_not_disturb_the_rest():
    starts = np.array([[0.5, 0.5], [50.0, 1.0], [3.0, 3.0], [1e200, 0.0]])
    found = check(scene("x**4 + y**4"), plan(segment("gd", lr=0.1), steps=60), starts)
    assert found.ended[0] == -1
    assert (found.ended[1:] >= 0).all()


def test_a_run_that_comes_to_a_point_without_a_slope_keeps_it_and_ends():
    found = check(scene("sqrt(x)"), plan(typed_rule("p = p - 0.5"), steps=9), np.array([[1.0], [0.7]]))
    assert found.ended.tolist() == [2, 2]
    assert found.last.tolist() == [2, 1]


def test_a_rule_that_is_changed_midway_keeps_its_memory_and_another_one_begins_afresh():
    kept = plan(segment("adam", lr=0.1), segment("adam", 20, lr=0.01), steps=50)
    fresh = plan(segment("gd", lr=0.001), segment("momentum", 20, lr=0.002), segment("adam", 60), steps=50)
    for changed in (kept, fresh):
        assert is_joint(scene("himmelblau"), changed)
        check(scene("himmelblau"), changed, STARTS)


@pytest.mark.parametrize("name", ["bfgs", "nelder_mead", "annealing", "line_search"])
def test_methods_with_control_flow_go_one_by_one(name):
    whole = plan(segment(name), steps=30)
    assert not is_joint(scene("himmelblau"), whole)
    check(scene("himmelblau"), whole, STARTS[:3])
    check(scene("himmelblau"), whole, STARTS[:3], np.array([0.5, 0.7, 0.9]))


@pytest.mark.parametrize("shown", on_data.SHOWN, ids=str)
@pytest.mark.parametrize("name", ["gd", "adam", "sam", "langevin"])
def test_on_data_all_see_the_rows_that_each_sees_alone(name, shown):
    land = on_data.land_of()
    whole = plan(segment(name), steps=30, seed=3, **shown)
    assert is_joint(land, whole)
    check(land, whole, STARTS)
    check(land, whole, STARTS, np.geomspace(0.001, 0.05, len(STARTS)))


@pytest.mark.parametrize(("model", "loss"), [("sigmoid", "logistic"), ("affine", "absolute")])
def test_a_swarm_is_at_home_on_every_loss_of_a_fit(model, loss):
    land = on_data.land_of(model, loss)
    scheduled = segment("momentum", 0, SCHEDULES["cosine"], (("T_max", 0), ("eta_min", 0.0)), lr=0.01)
    check(land, plan(scheduled, steps=40), STARTS, np.geomspace(0.001, 0.05, len(STARTS)))


def test_on_data_a_rule_that_reads_the_loss_reads_that_of_its_own_run():
    check(on_data.land_of(), plan(segment("polyak"), steps=30), STARTS)


def test_many_runs_on_data_are_walked_in_parts():
    land = on_data.land_of()
    starts = np.random.default_rng(6).uniform(-2, 2, (32_768 // len(land.rows) + 5, 2))
    found = swarm(land, plan(segment("gd", lr=0.01), steps=5), starts)
    assert found.points.shape == (6, len(starts), 2)
    last = alone(land, plan(segment("gd", lr=0.01), steps=5), starts[-1])
    assert found.ends[-1] == pytest.approx(last.path.point(5), rel=1e-12)


def test_runs_that_are_moved_by_hand_go_one_by_one():
    moved = plan(segment("gd", lr=0.001), steps=20, moves=[(9, (1.0, 1.0))])
    assert not is_joint(scene("himmelblau"), moved)
    found = check(scene("himmelblau"), moved, STARTS[:3])
    assert found.points[9].tolist() == [[1.0, 1.0]] * 3


def test_there_is_no_rate_for_each_run_where_the_plan_has_several_or_none():
    several = plan(segment("gd", lr=0.1), segment("gd", 5, lr=0.2), steps=9)
    none = plan(typed_rule("p = p - 0.1*g"), steps=9)
    for refused in (several, none):
        with pytest.raises(ValueError, match="rate of their own"):
            swarm(scene("himmelblau"), refused, STARTS, np.ones(len(STARTS)))
