"""Descent on data, all of it or a batch at a time: against PyTorch, and against the rules themselves.

The golden data is made by tests/golden/make_fits.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.arithmetic import explain
from app.core.descend import Descent, crowd
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.method import Method
from app.core.oracles import NOISE, View
from app.core.rows import Batches
from app.core.tree import constant
from tests.core import runs
from tests.core.fits import cases
from tests.core.on_data import DEALT, PATHS, SHOWN, VIEWS, land_of, walked
from tests.core.runs import segment
from tests.golden import fits as golden


@pytest.mark.parametrize("case", PATHS, ids=lambda case: f"{case['optimizer']}-{case['model']}-{case['way']}")
def test_a_run_on_data_walks_the_path_that_pytorch_walks(case: dict[str, Any]) -> None:
    land = land_of(case["model"], case["loss"])
    run = walked(land, segment(case["optimizer"], **case["values"]), steps=golden.STEPS, **VIEWS[case["way"]])
    found, expected = np.array(run.path.points).T[golden.KEPT], np.array(case["path"])
    assert np.all(np.linalg.norm(found - expected, axis=1) <= 1e-9 * np.linalg.norm(expected, axis=1))


def test_every_rule_tried_is_tried_on_three_losses_with_all_rows_and_both_ways_of_batches() -> None:
    assert len(PATHS) == 7 * 3 * 3
    assert set(DEALT) == {case["way"] for case in PATHS} == set(VIEWS)


@pytest.mark.parametrize("way", ["dealt", "replaced"])
def test_the_rows_that_a_seed_deals_are_those_that_it_dealt_when_links_were_first_written(way: str) -> None:
    batches = Batches(len(golden.X1), golden.SIZE, golden.SEED, way == "replaced")
    assert [batches.at(step).tolist() for step in range(golden.STEPS)] == DEALT[way]


def test_every_step_of_gradient_descent_on_batches_is_the_rule_on_the_rows_dealt() -> None:
    """With noise, clipped, and climbing: all in the order that the page tells."""
    land, x, y = land_of(), np.array(golden.X1), np.array(golden.NUMBERS)
    run = walked(land, segment("gd", lr=0.05), batch=4, noise=0.5, clip=0.8, up=True)
    draws = np.random.default_rng([golden.SEED, NOISE]).standard_normal((60, 2))
    point = np.array(golden.START)
    clipped = 0
    for step, rows in enumerate(DEALT["dealt"][:60]):
        error = point[0] * x[rows] + point[1] - y[rows]
        slope = np.array([2 * np.mean(error * x[rows]), 2 * np.mean(error)]) + 0.5 * draws[step]
        length = np.linalg.norm(slope)
        clipped += length > 0.8
        point = point + 0.05 * slope * min(1.0, 0.8 / length)
        assert run.path.point(step + 1) == pytest.approx(point, rel=1e-11)
    assert clipped > 0


METHODS = [name for name, optimizer in OPTIMIZERS.items() if isinstance(optimizer, Method)]


def able(view: dict[str, Any]) -> list[str]:
    """Polyak's step needs a lowest loss, so it can't climb."""
    return [name for name in OPTIMIZERS if name != "polyak" or not view.get("up")]


EVERY = [(name, view) for view in SHOWN for name in able(view)]


@pytest.mark.parametrize(("name", "view"), EVERY, ids=[f"{name}-{len(view)}" for name, view in EVERY])
def test_what_is_recorded_is_of_all_rows_and_the_arithmetic_leads_to_the_very_point(
    name: str, view: dict[str, Any]
) -> None:
    land = land_of()
    run = walked(land, segment(name), steps=14, **view)
    for step in range(run.step + 1):
        point = run.path.point(step)
        assert run.path.loss[step] == land.loss_at(point)
        assert run.path.gradient_at(step) == land.gradient_at(point)
    for step in {1, 2, 3, run.step}:
        update = explain(land, run.plan, step)
        assert (update.before, update.after) == (run.path.point(step - 1), run.path.point(step))
        assert [line.value for line in update.lines if line.name == "p"][-1] == update.after


@pytest.mark.parametrize("name", [name for name in able(SHOWN[2]) if name not in METHODS])
def test_each_line_of_a_step_on_a_batch_with_its_numbers_put_in_gives_its_value(name: str) -> None:
    land = land_of()
    run = walked(land, segment(name), steps=6, **SHOWN[2])
    for line in explain(land, run.plan, min(5, run.step)).lines:
        for tree, value in zip(line.numbers, line.value, strict=False):
            assert constant(tree) == pytest.approx(value, rel=1e-12, abs=1e-12)


def test_the_first_line_of_a_step_on_a_batch_is_the_slope_of_its_rows() -> None:
    land = land_of()
    run = walked(land, segment("gd", lr=0.05), batch=4)
    for step in (1, 3, 17):
        first, *_ = explain(land, run.plan, step).lines
        part = land.on(np.array(DEALT["dealt"][step - 1]))
        assert first.name == "g"
        assert first.value == part.gradient_at(run.path.point(step - 1))


def test_polyaks_step_on_a_batch_is_made_with_the_loss_of_that_batch() -> None:
    land = land_of()
    run = walked(land, segment("polyak", lr=1.0), steps=1, batch=4)
    part = land.on(np.array(DEALT["dealt"][0]))
    slope = np.array(part.gradient_at(golden.START))
    length = (part.loss_at(golden.START) - land.best) / (slope @ slope)
    assert run.path.point(1) == pytest.approx(np.array(golden.START) - length * slope, rel=1e-12)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.integers(0, 60), max_size=5),
    st.sampled_from(["gd", "adam", "sam", "langevin", "bfgs", "nelder_mead", "newton"]),
    st.booleans(),
)
def test_walking_in_stages_on_batches_gives_the_very_numbers_of_walking_at_once(
    stops: list[int], name: str, replace: bool
) -> None:
    whole = walked(land_of(), segment(name), batch=4, replace=replace, noise=0.1)
    staged = Descent(whole.landscape, whole.plan)
    for stop in [*stops, 60]:
        staged.advance(stop)
    assert staged.path == whole.path
    assert staged.spent == whole.spent


@pytest.mark.parametrize("second", ["momentum", "bfgs"])
def test_a_fork_shares_its_past_and_is_dealt_the_same_rows_after_it(second: str) -> None:
    land = land_of()
    stem = walked(land, segment("gd", lr=0.05), batch=4)
    fork = walked(land, segment("gd", lr=0.05), segment(second, 20), batch=4)
    assert fork.path.points[0][:21] == stem.path.points[0][:21]
    assert fork.path.points[0][21:] != stem.path.points[0][21:]
    slower = walked(land, segment("gd", lr=0.05), segment("gd", 20, lr=0.01), batch=4)
    part = land.on(np.array(DEALT["dealt"][20]))
    step = np.subtract(slower.path.point(21), slower.path.point(20))
    assert step == pytest.approx(-0.01 * np.array(part.gradient_at(slower.path.point(20))), rel=1e-9)


def test_a_run_moved_by_hand_goes_on_with_the_rows_of_its_step() -> None:
    land = land_of()
    moved = walked(land, segment("gd", lr=0.05), batch=4, moves=[(10, (1.0, 1.0))])
    part = land.on(np.array(DEALT["dealt"][10]))
    assert moved.path.point(10) == (1.0, 1.0)
    expected = np.array([1.0, 1.0]) - 0.05 * np.array(part.gradient_at((1.0, 1.0)))
    assert moved.path.point(11) == pytest.approx(expected, rel=1e-12)


def test_a_batch_of_all_rows_is_all_rows_in_another_order() -> None:
    land = land_of()
    full, shuffled = [walked(land, segment("adam"), batch=batch).path for batch in (None, len(golden.X1))]
    np.testing.assert_allclose(full.points, shuffled.points, rtol=1e-11)


@pytest.mark.parametrize("view", SHOWN[:2], ids=str)
@pytest.mark.parametrize("name", METHODS)
def test_methods_with_control_flow_run_on_data_to_its_bottom_or_near(name: str, view: dict[str, Any]) -> None:
    land = land_of()
    run = walked(land, segment(name), steps=80, **view)
    assert len(run.path) > 2
    assert np.isfinite(run.path.loss).all()
    if not view and name != "annealing":
        assert run.path.loss[-1] == pytest.approx(land.best, rel=1e-3)


def test_newtons_method_is_shown_the_curvature_of_its_batch() -> None:
    """On a squared loss one step leads to the bottom of the batch's own bowl."""
    run = walked(land_of(), segment("newton", lr=1.0), steps=1, batch=4)
    rows = DEALT["dealt"][0]
    design = np.stack([np.array(golden.X1)[rows], np.ones(4)], axis=1)
    expected = np.linalg.lstsq(design, np.array(golden.NUMBERS)[rows])[0]
    assert run.path.point(1) == pytest.approx(expected, rel=1e-9)


def test_a_crowd_on_data_takes_the_steps_that_each_takes_alone() -> None:
    land, starts = land_of(), np.array([[0.5, -0.3], [2.0, 1.0], [-1.0, 0.0]])
    chosen, view = runs.settings("momentum", lr=0.02), View(batch=4)
    ends = crowd(land, OPTIMIZERS["momentum"], chosen, starts, 30, view=view, seed=golden.SEED)
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        run = walked(land, segment("momentum", lr=0.02), steps=30, start=tuple(start), batch=4)
        assert tuple(end) == run.path.point(30)


NAMES = [
    ("p", "g"),
    ("t", "lr"),
    ("f", "best"),
    ("loss", "clip"),
    ("normal", "h"),
    ("nan", "inf"),
    ("S", "I"),
    ("q", "i"),
]


@pytest.mark.parametrize("names", NAMES, ids=" ".join)
def test_weights_may_have_the_names_that_rules_and_loops_use(names: tuple[str, str]) -> None:
    """And then take the very steps that w and b take."""
    one, other = [
        walked(
            cases.fit(f"{w}*x + {b}", "squared", [golden.X1], golden.NUMBERS).landscape,
            segment("sam"),
            **SHOWN[2],
        )
        for w, b in (("w", "b"), names)
    ]
    assert one.path == other.path


TYPED = [
    "L = loss; p = p - lr*g*L",
    "q = grad(p); p = p - lr*q",
    "h = g; p = p - lr*h",
    "p = p - lr*grad(p + normal) + lr*normal",
]


@pytest.mark.parametrize("rule", TYPED)
def test_a_typed_rule_sees_the_batch_in_its_slope_in_slopes_elsewhere_and_in_its_loss(rule: str) -> None:
    land = land_of()
    run = walked(land, runs.typed_rule(rule, lr=0.01), batch=4)
    for step in (1, 3, 9):
        update = explain(land, run.plan, step)
        assert update.after == run.path.point(step)
    part, point = land.on(np.array(DEALT["dealt"][2])), run.path.point(2)
    slope = np.array(part.gradient_at(point))
    if "normal" not in rule:
        size = part.loss_at(point) if "loss" in rule else 1.0
        expected = np.array(point) - 0.01 * size * slope
        assert run.path.point(3) == pytest.approx(expected, rel=1e-12)
