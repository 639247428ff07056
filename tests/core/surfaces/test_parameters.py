"""Surfaces that change with their parameters, and the one whose slope is a promise."""

from __future__ import annotations

import numpy as np
import pytest

from app.core.language import parse
from app.core.surfaces import SURFACES
from tests.core.surfaces.cases import bound
from tests.core.surfaces.exact import given


def test_the_slope_at_the_marked_point_is_minus_0_47() -> None:
    point, word = SURFACES["slope"].marks[0]
    assert bound("slope", {}).gradient_at(point)[0] == pytest.approx(-0.47, abs=1e-15)
    assert bound("slope", {}).start == point
    assert "-0.47" in word


@pytest.mark.parametrize("rotation", [0.0, 33.0, 90.0, 180.0])
def test_the_condition_of_the_bowl_is_the_ratio_of_its_curvatures(rotation: float) -> None:
    curvatures = np.linalg.eigvalsh(bound("bowl", {"condition": 40, "rotation": rotation}).hessian_at((1, 2)))
    assert curvatures.tolist() == pytest.approx([1, 40])


def test_the_flat_direction_of_the_bowl_turns_with_its_rotation() -> None:
    land = bound("bowl", {"condition": 100, "rotation": 90})
    assert land.loss_at((0, 1)) == pytest.approx(0.5)
    assert land.loss_at((1, 0)) == pytest.approx(50)


def test_two_equal_wells_are_both_the_lowest() -> None:
    land = bound("two_wells", {"depth": 1, "distance": 4, "width": 1})
    (right, _), (left, _) = sorted(land.minima, reverse=True)
    assert right[0] == pytest.approx(-left[0])
    assert land.local_minima == ()


def test_two_wells_that_melt_into_one_have_one_minimum() -> None:
    land = bound("two_wells", {"depth": 1, "distance": 2, "width": 1})
    assert len(land.minima) == 1
    assert land.local_minima == ()


def test_the_deep_well_is_the_lowest_and_the_wide_one_a_local_minimum() -> None:
    land = bound("two_wells", {})
    assert [point[0] > 0 for point, _ in land.minima] == [True]
    assert [point[0] < 0 for point, _ in land.local_minima] == [True]


def test_the_same_seed_makes_the_same_hills_and_another_seed_others() -> None:
    formula = SURFACES["hills"].formula
    assert given(formula, {"seed": 3, "count": 5}) == given(formula, {"seed": 3.0, "count": 5.0})
    assert given(formula, {"seed": 3, "count": 5}) != given(formula, {"seed": 4, "count": 5})


def test_the_hills_of_a_seed_stay_the_same_from_release_to_release() -> None:
    bumps = "-2.2*exp(-((x-0.7)**2+(y-2.2)**2)/0.8)+1.0*exp(-((x+1.1)**2+(y-2.1)**2)/1.7)"
    assert given(SURFACES["hills"].formula, {"seed": 7, "count": 2}) == "(x**2+y**2)/20" + bumps


def test_one_more_hill_leaves_the_others_where_they_are() -> None:
    formula = SURFACES["hills"].formula
    assert given(formula, {"seed": 3, "count": 6}).startswith(given(formula, {"seed": 3, "count": 5}))


@pytest.mark.parametrize("count", [1, 12])
def test_hills_from_any_seed_stay_within_what_may_be_typed(count: int) -> None:
    for seed in range(0, 10_000, 97):
        parse(given(SURFACES["hills"].formula, {"seed": seed, "count": count}), ("x", "y"))


@pytest.mark.parametrize("seed", range(40))
def test_the_lowest_valley_of_the_hills_is_found_whatever_the_seed(seed: int) -> None:
    land = bound("hills", {"seed": seed, "count": 4 + seed % 9})
    grid = np.linspace(-4, 4, 301)
    lowest = land.loss_of(*np.meshgrid(grid, grid)).min()
    assert land.best is not None
    assert lowest - 0.01 < land.best <= lowest
