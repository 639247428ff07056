"""What every surface of the catalogue says of itself."""

from __future__ import annotations

import math
from itertools import groupby

from app.core.language import parse
from app.core.surfaces import FAMILIES, SURFACES
from tests.core.surfaces.cases import Values, bound, every_case, every_surface
from tests.core.surfaces.exact import given

REQUIRED = """
    bowl product saddle monkey_saddle rosenbrock himmelblau beale booth matyas goldstein_price
    three_hump_camel six_hump_camel mccormick easom ackley rastrigin griewank levy13 styblinski_tang
    schwefel eggholder bukin6 cross_in_tray drop_wave holder_table schaffer2 schaffer4 shubert
    michalewicz dixon_price trid branin peaks two_wells plateau ravine cliff absolute flower hills
    parabola double_well wavy sigmoid_plateau kink slope
"""


def test_the_catalogue_holds_every_surface_that_links_may_name() -> None:
    assert set(REQUIRED.split()) <= SURFACES.keys()
    assert len(SURFACES) >= 44


def test_no_two_surfaces_have_the_same_name() -> None:
    assert len({surface.name for surface in SURFACES.values()}) == len(SURFACES)


def test_the_surfaces_of_a_family_stand_together() -> None:
    assert FAMILIES.keys() == SURFACES.keys()
    shown = [family for family, _ in groupby(FAMILIES.values())]
    assert len(shown) == len(set(shown))


@every_surface
def test_every_surface_has_a_story_of_one_sentence_and_a_source(id: str) -> None:
    story = SURFACES[id].story
    assert 20 < len(story) < 130
    assert story.endswith(".")
    assert ". " not in story
    assert len(SURFACES[id].source) > 10


@every_case
def test_the_formula_is_one_that_a_user_could_have_typed(id: str, values: Values) -> None:
    surface = SURFACES[id]
    parse(given(surface.formula, values), (*surface.variables, *values))


@every_case
def test_the_start_is_inside_the_window_and_there_is_a_slope_to_follow(id: str, values: Values) -> None:
    land = bound(id, values)
    assert len(land.start) == len(land.window) == land.dimension
    assert all(low < u < high for u, (low, high) in zip(land.start, land.window, strict=True))
    assert math.isfinite(land.loss_at(land.start))
    assert all(abs(slope) > 1e-4 for slope in land.gradient_at(land.start))


@every_surface
def test_only_the_flower_has_no_gradient_where_all_coordinates_are_zero(id: str) -> None:
    land = bound(id, {})
    slopes = land.gradient_at((0.0,) * land.dimension)
    assert all(math.isfinite(slope) for slope in slopes) == (id != "flower")


@every_surface
def test_marks_stand_inside_the_window_and_say_why(id: str) -> None:
    land = bound(id, {})
    for point, word in SURFACES[id].marks:
        assert all(low <= u <= high for u, (low, high) in zip(point, land.window, strict=True))
        assert word
