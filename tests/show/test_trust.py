"""What is said of the gradient's check."""

from __future__ import annotations

import re

import pytest

from app.core.surfaces import SURFACES
from app.experiment import parse
from app.show.golden import golden
from app.show.trust import trust
from tests.core.surfaces import exact
from tests.core.surfaces.cases import DEFAULTS


def test_the_check_is_told_as_a_number_and_in_a_sentence() -> None:
    found = trust(parse("surface=himmelblau"))
    assert found["points"] == 64
    assert found["worst"] < 1e-10
    assert found["words"].startswith("Checked just now at 64 points: the gradient agrees")


def test_fitted_surfaces_are_checked_over_their_data() -> None:
    assert trust(parse("surface=logistic_neuron"))["worst"] < 1e-9


def test_where_nothing_can_be_checked_it_is_said() -> None:
    found = trust(parse("surface=formula&formula=log(x)&window=-3,-1"))
    assert found["worst"] is None
    assert "could not be checked" in found["words"]


@pytest.mark.parametrize("id", SURFACES)
def test_every_surface_of_the_catalogue_agrees_with_derivatives_in_fifty_digits(id: str) -> None:
    found = trust(parse(f"surface={id}"))
    assert found["golden"]["points"] >= 10
    assert found["golden"]["worst"] < 1e-13
    assert "from a 50-digit reference" in found["badge"]


@pytest.mark.parametrize("id", SURFACES)
def test_the_reference_is_what_mpmath_finds(id: str) -> None:
    reference = golden(parse(f"surface={id}"))
    assert reference is not None
    loss = exact.loss_of(SURFACES[id], DEFAULTS[id])
    for point, gradient in reference[::5]:
        assert exact.gradient(loss, point) == list(gradient)


def test_with_other_parameters_of_ones_own_or_over_data_nobody_else_has_found_the_gradient() -> None:
    for query in ("surface=rosenbrock&s.b=50", "surface=formula&formula=x**2", "surface=tips_line"):
        found = trust(parse(query))
        assert found["golden"] is None
        assert "50" not in " ".join([found["badge"], *found["explained"]])


def test_the_badge_says_the_worst_disagreement_in_one_digit() -> None:
    badge = trust(parse("surface=formula&formula=x**4%2By**2*x"))["badge"]
    assert re.fullmatch(r"Gradient checked: worst disagreement \d(×10⁻\S+)? at 64 points", badge)


def test_where_nothing_is_smooth_the_badge_does_not_pretend() -> None:
    assert trust(parse("surface=formula&formula=log(x)&window=-3,-1"))["badge"].startswith(
        "Gradient not checked"
    )
