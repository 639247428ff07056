"""The planes that runs decide: what lies on them, which runs count, and what is said where there is none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.core.errors import BadInput
from app.core.network import Objective
from app.core.network.choosing import chosen
from app.core.network.lesson import Lesson, lesson
from app.core.network.slice import Slice
from app.core.network.training import Training
from app.core.oracles import View
from app.core.plan import Plan
from app.tables import load
from tests.core.network.test_training import segment

STEPS = 30


@pytest.fixture(scope="module")
def moons() -> Lesson:
    return lesson(load("moons"), ("x1", "x2"), "kind", True, (5, 5), "tanh", False)


def runs(lesson: Lesson, *rules: tuple[str, float], **view: Any) -> list[Training]:
    start = lesson.start("xavier", 0)
    plans = [Plan((), (segment(id, lr=lr),), STEPS, View(**view)) for id, lr in rules]
    found = [Training(lesson.network, lesson.data, start, plan) for plan in plans]
    for run in found:
        run.advance(STEPS)
    return found


def seen(
    lesson: Lesson, kind: str, of: list[Training], names: tuple[str, ...] = ("W1[1,1]", "b1[2]")
) -> Slice:
    return chosen(lesson, kind, names, lesson.start("xavier", 0), of, 0)


TWO = (("adam", 0.05), ("momentum", 0.1))
THREE = (*TWO, ("rmsprop", 0.01))


def test_the_main_directions_hold_most_of_all_paths_and_pass_through_the_first_ones_end(
    moons: Lesson,
) -> None:
    both = runs(moons, *TWO)
    found = seen(moons, "pca", both)
    told = [found.projected(run.points, run.slopes) for run in both]
    assert (told[0]["x"][-1], told[0]["y"][-1]) == (pytest.approx(0, abs=1e-12), pytest.approx(0, abs=1e-12))
    assert found.plane.shares is not None
    assert 0.8 < sum(found.plane.shares) <= 1
    ways = [np.linalg.norm(run.points[-1] - run.points[0]) for run in both]
    assert all(one["off_plane"].max() < way for one, way in zip(told, ways, strict=True))


def test_every_path_lies_in_the_window(moons: Lesson) -> None:
    for kind in ("pca", "ends", "weights"):
        both = runs(moons, *TWO)
        found = seen(moons, kind, both)
        for run in both:
            told = found.projected(run.points, run.slopes)
            for name, (low, high) in zip("xy", found.window, strict=True):
                assert low < told[name].min()
                assert told[name].max() < high


@pytest.mark.parametrize("rules", [TWO, THREE])
def test_the_plane_of_ends_has_every_end_on_it(moons: Lesson, rules: tuple[tuple[str, float], ...]) -> None:
    found = seen(moons, "ends", of := runs(moons, *rules))
    for run in of:
        told = found.projected(run.points, run.slopes)
        assert told["off_plane"][-1] == pytest.approx(0, abs=1e-9)
        assert found.loss_at((told["x"][-1], told["y"][-1])) == pytest.approx(run.losses[-1], rel=1e-9)


def test_on_the_plane_of_two_weights_x_and_y_are_those_weights(moons: Lesson) -> None:
    (run,) = runs(moons, ("adam", 0.05))
    found = seen(moons, "weights", [run])
    first, second = [moons.network.place(name) for name in found.names]
    told = found.projected(run.points, run.slopes)
    assert told["x"] == pytest.approx(run.points[:, first])
    assert told["y"] == pytest.approx(run.points[:, second])
    assert told["gx"] == pytest.approx(run.slopes[:, first])


def test_the_slice_tells_the_networks_own_loss_gradient_and_hessian(moons: Lesson) -> None:
    found, objective = seen(moons, "pca", runs(moons, *TWO)), Objective(moons.network, moons.data)
    at, h = (0.3, -0.2), 1e-5
    loss, gradient = objective.loss_and_gradient(found.plane.at(*at))
    assert found.loss_at(at) == loss
    assert found.gradient_at(at) == pytest.approx(gradient @ found.plane.basis, rel=1e-12)
    by_x = (np.array(found.gradient_at((at[0] + h, at[1]))) - found.gradient_at((at[0] - h, at[1]))) / (2 * h)
    assert found.hessian_at(at)[0] == pytest.approx(by_x, rel=1e-4, abs=1e-7)
    x, y = np.linspace(-1, 1, 5), np.linspace(-2, 2, 4)
    z = found.loss_of(x[None, :], y[:, None])
    assert z.shape == (4, 5)
    assert z[3, 1] == pytest.approx(found.loss_at((x[1], y[3])), rel=1e-12)


def test_a_run_that_diverged_is_left_out_as_long_as_another_did_not(moons: Lesson) -> None:
    wild = runs(moons, ("gd", 100.0), up=True)[0]
    calm, lost = runs(moons, ("adam", 0.05), ("gd", 100.0))
    lost._losses[-1] = 1e9
    alone, beside = seen(moons, "pca", [calm]), seen(moons, "pca", [lost, calm])
    assert (beside.plane.first == alone.plane.first).all()
    assert seen(moons, "pca", [lost]).kind == "pca"
    assert seen(moons, "pca", [wild]).kind == "pca"
    with pytest.raises(BadInput, match="did not diverge"):
        seen(moons, "ends", [lost, calm])


def test_where_no_run_moves_the_plane_is_random_and_says_so(moons: Lesson) -> None:
    still = runs(moons, ("gd", 0.1))[0]
    still.points[:] = still.points[0]
    found = seen(moons, "pca", [still])
    assert found.kind == "random"
    assert "No run has moved" in found.note
    assert seen(moons, "random", [still]).note == ""


def test_a_random_plane_is_the_same_for_one_seed_and_another_for_another(moons: Lesson) -> None:
    start = moons.start("xavier", 0)
    planes = [chosen(moons, "random", (), start, (), seed).plane for seed in (0, 0, 1)]
    assert (planes[0].first == planes[1].first).all()
    assert (planes[0].first != planes[2].first).any()


def test_around_weights_of_zero_there_is_a_plane_too(moons: Lesson) -> None:
    found = chosen(moons, "random", (), np.zeros(moons.network.size), (), 0)
    assert np.linalg.norm(found.plane.first) > 0
    assert "All weights are zero" in found.note


def test_so_many_points_that_it_would_take_minutes_are_refused(moons: Lesson) -> None:
    found, many = seen(moons, "random", []), np.linspace(0, 1, 10_000)
    with pytest.raises(BadInput, match="ask for fewer") as refused:
        found.loss_of(many[None, :], many[:, None])
    assert refused.value.field == "n"
