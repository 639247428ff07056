"""An experiment in words."""

from __future__ import annotations

import pytest

from app.experiment import label, parse, sentence

SENTENCES = {
    "": "Himmelblau, with no run on it yet.",
    "start=-3,4&a=adam&a.lr=0.05&b=momentum&b.lr=0.002": (
        "Adam (lr 0.05) and Momentum (lr 0.002) go down Himmelblau from (-3, 4), 300 steps each."
    ),
    "a=gd&a.lr=0.25&steps=1": "Gradient descent (lr 0.25) goes down Himmelblau from (0, 0), 1 step.",
    "surface=rosenbrock&s.b=20&a=gd&a.lr=0.25&a.direction=up&noise=0.5&seed=3": (
        "Gradient descent (lr 0.25) climbs Rosenbrock (b 20) from (-1.2, 1), 300 steps, "
        "with noise 0.5, seed 3."
    ),
    "surface=formula&formula=x**2&a=adam&a.lr=0.25&a.clip=2&a.schedule=cosine": (
        "Adam (lr 0.25, Cosine schedule, gradients clipped to 2) goes down the surface x**2 "
        "from x = 2, 300 steps."
    ),
    "a=gd&a.lr=.25&b=adam&b.lr=.05&b.beta1=.5&b.start=1,1&b.direction=up&b.lr@50=0.5&a@9=sign&a.lr@9=0.125": (
        "Gradient descent (lr 0.25; from step 9 Sign descent, lr 0.125) and "
        "Adam (lr 0.05, beta1 0.5; from step 50 lr 0.5) "
        "go down and climb Himmelblau from 2 starts, 300 steps each."
    ),
}

SENTENCES |= {
    "a=gd&a.lr=.25&a.start@40=1,2&steps=50": (
        "Gradient descent (lr 0.25; moved to (1, 2) at step 40) goes down Himmelblau from (0, 0), 50 steps."
    ),
    "surface=parabola&a=gd&a.lr=.25&a.start@9=-2.123456&a.lr@9=0.5&a.start@4=1&a@20=sign&a.lr@20=0.5": (
        "Gradient descent (lr 0.25; moved to 1 at step 4; from step 9 lr 0.5; moved to -2.123 at step 9; "
        "from step 20 Sign descent, lr 0.5) goes down Parabola from x = 2.4, 300 steps."
    ),
}


SENTENCES |= {
    "surface=fit&a=gd&a.lr=.25&batch=8&replace=1&seed=3": (
        "Gradient descent (lr 0.25) goes down the squared loss of w*x + b on A line and noise from (0, 0), "
        "300 steps, 8 rows at a time drawn with replacement, seed 3."
    ),
    "surface=fit&s.rows=20&s.l2=0.5&s.standardize=1&s.loss=huber&s.delta=2&a=adam&noise=1&batch=5": (
        "Adam (lr 0.05) goes down the Huber loss of w*x + b on A line and noise "
        "(rows 20, standardize 1, l2 0.5, delta 2) from (0, 0), 300 steps, with noise 1, 5 rows at a time."
    ),
    "surface=tips_line&s.x=size&s.model=w*x&start=1&a=adam": (
        "Adam (lr 0.05) goes down the squared loss of w*x on Tips in a restaurant (x size) from w = 1, "
        "300 steps."
    ),
    "surface=fit&s.data=points&s.points=1,2;2,3": (
        "the squared loss of w*x + b on Points drawn by hand, with no run on it yet."
    ),
}


@pytest.mark.parametrize("query", SENTENCES)
def test_an_experiment_is_told_in_one_plain_sentence(query: str) -> None:
    assert sentence(parse(query)) == SENTENCES[query]


def test_a_label_names_the_optimizer_and_its_learning_rate() -> None:
    first, second = parse("a=adam&a.lr=0.05&b=rule&b.rule=p%3Dp-g/9").runs
    assert label(first) == "Adam, lr 0.05"
    assert label(second) == "Typed rule"


def test_a_label_tells_what_the_run_turns_to() -> None:
    (run,) = parse("a=momentum&a.lr=0.1&a.lr@9=0.01&a.momentum@20=0.5&a@30=adam").runs
    assert label(run) == "Momentum, lr 0.1, then 0.01, then Adam"


def test_runs_with_batches_of_their_own_are_told_apart_by_their_labels() -> None:
    runs = parse("surface=fit&a=gd&a.lr=0.1&a.batch=2&b=gd&b.lr=0.1&b.batch=20").runs
    assert label(runs[0]) == "Gradient descent, lr 0.1, batch 2"
    assert label(runs[1]) == "Gradient descent, lr 0.1, batch 20"
