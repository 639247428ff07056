"""What somebody who types is shown: typeset, with where to look; and the catalogue as texts to begin from."""

from __future__ import annotations

import pytest

from app.core.errors import BadInput
from app.core.landscape import typed
from app.core.surfaces import SURFACES
from app.experiment import parse
from app.experiment.query import join
from app.experiment.resolve import landscape_of
from app.show.typed import formula, rule
from tests.core.surfaces.cases import CASES, Values, strewn


@pytest.mark.parametrize(
    ("id", "values"), CASES, ids=[f"{id}-{len(values)}-{n}" for n, (id, values) in enumerate(CASES)]
)
def test_a_surface_of_the_catalogue_as_typed_text_has_the_same_losses(id: str, values: Values) -> None:
    keys = [("surface", id), *[(f"s.{name}", repr(value)) for name, value in values.items()]]
    experiment = parse(join([(key, text.removesuffix(".0")) for key, text in keys]))
    text = formula(experiment)["typed"]
    land, same = landscape_of(experiment), typed(text)
    assert same.variables == land.variables
    for point in strewn(land):
        assert same.loss_at(point) == pytest.approx(land.loss_at(point), rel=1e-13, abs=1e-300)


def test_what_is_longer_than_what_may_be_typed_is_no_text_to_edit() -> None:
    assert formula(parse("surface=hills&s.count=12"))["typed"] is None


def test_parameters_are_put_in_and_the_rest_of_the_text_stays() -> None:
    assert formula(parse("surface=rosenbrock&s.b=50"))["typed"] == "(1 - x)**2 + 50*(y - x**2)**2"
    assert formula(parse("surface=himmelblau"))["typed"] == SURFACES["himmelblau"].formula


def test_a_loss_that_comes_from_data_can_be_no_text_and_needs_no_suggestion() -> None:
    found = formula(parse("surface=tips_line"))
    assert found["typed"] is None
    assert found["suggestion"] is None
    assert found["formula"].startswith("<math")


def test_a_typed_formula_is_typeset_with_its_gradient_and_a_suggestion() -> None:
    found = formula(parse("surface=formula&formula=x**4-3*x**2%2Bx%2By**2"))
    assert found["variables"] == ("x", "y")
    assert len(found["gradient"]) == 2
    assert "2 low points" in found["suggestion"]["words"]
    (low, high), _ = found["suggestion"]["window"]
    assert low < -1.3
    assert high > 1.1


def test_a_rule_is_typeset_line_by_line_with_the_numbers_that_it_reads() -> None:
    found = rule("memory q = 1; q = q*mu;\n\np = p - lr*g*q")
    assert [line["text"] for line in found["lines"]] == ["memory q = 1", "q = q*mu", "p = p - lr*g*q"]
    assert "at first" in found["lines"][0]["formula"]
    assert all(line["formula"].startswith("<math") for line in found["lines"])
    assert found["numbers"] == ["mu", "lr"]


def test_a_rule_that_cannot_be_read_is_refused_at_its_place() -> None:
    with pytest.raises(BadInput) as refused:
        rule("m = g; p = p - lr*/m")
    assert (refused.value.field, refused.value.line, refused.value.character) == ("rule", 2, 12)
