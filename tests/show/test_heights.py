"""A surface as a grid."""

from __future__ import annotations

from typing import Any

import numpy as np
import orjson
import pytest

from app.core.surfaces import SURFACES
from app.experiment import parse
from app.show.heights import surface


def shown(query: str, n: int) -> dict[str, Any]:
    """As JSON would tell it."""
    text = orjson.dumps(surface(parse(query), n), option=orjson.OPT_SERIALIZE_NUMPY)
    found: dict[str, Any] = orjson.loads(text)
    return found


def test_a_row_belongs_to_y_and_a_column_to_x() -> None:
    found = shown("surface=formula&formula=x%2B10*y&window=0,1,0,2", 3)
    assert found["x"] == [0, 0.5, 1]
    assert found["y"] == [0, 1, 2]
    assert found["z"] == [[0, 0.5, 1], [10, 10.5, 11], [20, 20.5, 21]]


def test_one_variable_has_no_y_and_a_flat_z() -> None:
    found = shown("surface=parabola&window=-1,1", 3)
    assert (found["x"], found["z"]) == ([-1, 0, 1], [1, 0, 1])
    assert "y" not in found
    assert found["minima"] == [[0, 0]]
    assert found["variables"] == ["x"]


def test_a_loss_that_is_not_finite_is_null() -> None:
    found = shown("surface=formula&formula=log(x)%2By/x&window=-1,1,0,1", 3)
    assert found["z"][0] == [None, None, 0]
    assert found["z"][1] == [None, None, 0.5]


def test_minima_are_points_with_their_loss() -> None:
    found = shown("surface=himmelblau", 2)
    assert [3, 2, 0] in found["minima"]
    assert len(found["minima"]) == 4


def test_the_formula_that_is_shown_has_the_parameters_values_beside_it() -> None:
    found = shown("surface=rosenbrock&s.b=7", 2)
    assert "b" in found["formula_text"]
    assert found["formula"].startswith("<math")
    assert [g.startswith("<math") for g in found["gradient"]] == [True, True]
    assert found["z"] != shown("surface=rosenbrock", 2)["z"]


@pytest.mark.parametrize("id", SURFACES)
def test_every_surface_of_the_catalogue_has_a_logarithmic_scale_that_reaches_every_height(id: str) -> None:
    found = surface(parse(f"surface={id}"), 41)
    finite = found["z"][np.isfinite(found["z"])]
    assert finite.size
    assert (finite + found["log"]["shift"] > 0).all()
    assert all(m[-1] + found["log"]["shift"] > 0 for m in found["minima"])
    assert found["log"]["default"] == SURFACES[id].log


def test_a_typed_loss_that_spans_decades_is_logarithmic_by_default_and_a_tame_one_is_not() -> None:
    assert shown("surface=formula&formula=exp(5*x)%2By**2", 41)["log"]["default"]
    assert not shown("surface=formula&formula=x**2%2By**2", 41)["log"]["default"]


def test_a_surface_that_is_nowhere_finite_is_all_null() -> None:
    found = shown("surface=formula&formula=log(-1-x**2)%2By", 3)
    assert found["z"] == [[None] * 3] * 3
