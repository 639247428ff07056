"""What is said of the gradient's check."""

from __future__ import annotations

from app.experiment import parse
from app.show.trust import trust


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
