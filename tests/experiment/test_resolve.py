"""What an experiment means to the core: starts, plans, and what its seed decides."""

from __future__ import annotations

import pytest

from app.core.optimizers import OPTIMIZERS
from app.core.plan import Move
from app.core.schedules import SCHEDULES
from app.experiment import Run, parse
from app.experiment.resolve import landscape_of, plan_of, start_of, window_of


def runs(query: str) -> dict[str, Run]:
    return {run.id: run for run in parse(query).runs}


def test_the_start_is_the_surfaces_own_unless_told_otherwise() -> None:
    experiment = parse("surface=rosenbrock")
    assert start_of(experiment) == landscape_of(experiment).start == (-1.2, 1.0)


@pytest.mark.parametrize(("word", "point"), [("zeros", (0.0, 0.0)), ("ones", (1.0, 1.0))])
def test_zeros_and_ones_are_points(word: str, point: tuple[float, ...]) -> None:
    assert start_of(parse(f"start={word}")) == point
    assert start_of(parse(f"surface=parabola&start={word}")) == point[:1]


def test_a_random_start_lies_in_the_window_and_follows_from_the_seed_alone() -> None:
    starts = [start_of(parse(f"start=random&window=3,4,-9,-8&seed={seed}")) for seed in range(50)]
    assert all(3 <= x <= 4 and -9 <= y <= -8 for x, y in starts)
    assert len(set(starts)) == 50
    assert start_of(parse("start=random&window=3,4,-9,-8&seed=7&steps=5&noise=1&a=adam")) == starts[7]


def test_runs_share_the_random_start_of_the_experiment_and_have_their_own_when_they_ask_for_it() -> None:
    experiment = parse("start=random&seed=3&a=gd&b=adam&c=gd&c.start=random&d=gd&d.start=random")
    a, b, c, d = [start_of(experiment, run) for run in experiment.runs]
    assert a == b == start_of(experiment)
    assert len({a, c, d}) == 3


def test_a_plan_holds_every_number_with_defaults_filled_in() -> None:
    experiment = parse("steps=50&seed=4&noise=0.5&a=adam&a.lr=0.1&a.clip=2&a.direction=up")
    plan = plan_of(experiment, experiment.runs[0])
    assert (plan.steps, plan.seed, plan.start) == (50, 4, (0.0, 0.0))
    assert (plan.view.noise, plan.view.clip, plan.view.up) == (0.5, 2.0, True)
    (segment,) = plan.segments
    assert segment.optimizer is OPTIMIZERS["adam"]
    assert dict(segment.values) == {"lr": 0.1, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "weight_decay": 0}
    assert segment.schedule is None


def test_changes_are_segments_and_a_new_optimizer_starts_from_its_own_defaults() -> None:
    query = "a=gd&a.lr=0.3&a.lr@20=0.2&a@50=adam&a.beta1@50=0.5&a.lr@70=0.7"
    experiment = parse(query)
    first, second, third, fourth = plan_of(experiment, experiment.runs[0]).segments
    own = {h.name: h.default for h in OPTIMIZERS["adam"].hyperparameters}["lr"]
    assert [first.since, second.since, third.since, fourth.since] == [0, 20, 50, 70]
    assert [dict(s.values)["lr"] for s in (first, second, third, fourth)] == [0.3, 0.2, own, 0.7]
    assert dict(fourth.values)["beta1"] == dict(third.values)["beta1"] == 0.5
    assert second.optimizer is first.optimizer
    assert fourth.optimizer is third.optimizer is OPTIMIZERS["adam"]


def test_a_run_is_moved_to_its_places_in_the_order_of_the_steps() -> None:
    experiment = parse("a=gd&a.start@60=1,2&a.start@7=-3,4&b=gd")
    first, second = [plan_of(experiment, run) for run in experiment.runs]
    assert first.moves == (Move(7, (-3, 4)), Move(60, (1, 2)))
    assert second.moves == ()


def test_a_schedule_holds_for_every_stage_that_has_a_learning_rate() -> None:
    experiment = parse("a=gd&a.schedule=step&a.schedule.gamma=0.5&a@9=rule&a.rule@9=p%3Dp-g/100")
    first, second = plan_of(experiment, experiment.runs[0]).segments
    assert first.schedule is SCHEDULES["step"]
    assert dict(first.schedule_values) == {"step_size": 100, "gamma": 0.5}
    assert second.schedule is None


def test_a_typed_rule_is_a_rule_with_the_numbers_that_it_reads() -> None:
    run = runs("a=rule&a.rule=m=mu*m%2Bg;p=p-lr*m*pi&a.mu=0.5")["a"]
    assert dict(run.stages[0].values) == {"mu": 0.5, "lr": 0.1}


def test_every_run_has_the_same_seed_so_that_a_fork_shares_its_past() -> None:
    experiment = parse("seed=9&noise=1&a=gd&b=gd&b.lr@5=0.5")
    assert {plan_of(experiment, run).seed for run in experiment.runs} == {9}


def test_the_window_given_is_what_is_drawn() -> None:
    assert window_of(parse("window=0,1,2,3")) == ((0, 1), (2, 3))
    assert window_of(parse("")) == ((-6, 6), (-6, 6))


def test_equal_experiments_are_equal_values_and_hash_alike() -> None:
    one, other = parse("a=adam&a.lr=0.05&steps=300"), parse("surface=himmelblau&a=adam")
    assert one == other
    assert hash(one) == hash(other)
    assert one != parse("a=adam&a.lr=0.06")


@pytest.mark.parametrize("more", ["s.standardize=0", "s.x=passed&s.y=hours", "s.data=line", "s.model=w*x"])
def test_a_ready_made_fits_window_and_start_are_for_its_own_weights_alone(more: str) -> None:
    own, other = parse("surface=tanh_neuron"), parse(f"surface=tanh_neuron&{more}")
    assert window_of(own) == ((-6, 10), (-8, 8))
    assert start_of(own) == (-4, 5)
    assert window_of(other) != window_of(own)
    assert start_of(other) != start_of(own)
