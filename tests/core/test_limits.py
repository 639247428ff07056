import pytest

from app.core.compile import function
from app.core.landscape import landscape, typed
from app.core.language import parse
from app.core.limits import limit, rules, straight
from app.core.surfaces import SURFACES
from app.core.tree import Name, names_in
from app.core.typeset import latex
from tests.core.surfaces import exact

# Off the kinks and off the axes of every surface.
SHARE = (0.31, 0.44)

SUM, CHAIN = "the sum rule (term by term)", "the chain rule (inside times outside)"


def signs(tree):
    """A tree as a reader sees it, without LaTeX's brackets."""
    told = latex(tree).replace("\\left", "").replace("\\right", "").replace("\\mathrm", "")
    return told.replace("{", "").replace("}", "").replace(" ", "")


def lines(text, variable):
    land = typed(text)
    return limit(land.formula, land.variables, variable)


def test_the_slope_of_a_product_line_by_line():
    land = landscape(SURFACES["product"])
    told = limit(land.formula, land.variables, "w")
    assert [signs(line.value) for line in told] == [
        "\\fracL(x,w+h)-L(x,w)h",
        "\\fracx\\cdot(w+h)-x\\cdotwh",
        "\\fracx\\cdotw+x\\cdoth-x\\cdotwh",
        "\\fracx\\cdothh",
        "x",
        "x",
    ]
    assert [line.waits for line in told] == [True] * 5 + [False]
    assert told[3].why == "The term without h is there twice, with opposite signs, and cancels."
    assert told[-1].why == "Nothing is left that depends on h, so this is the limit."


def test_the_slope_of_a_square_keeps_an_h_until_the_end():
    told = lines("x**2", "x")
    assert signs(told[-2].value) == "2x+h"
    assert (signs(told[-1].value), told[-1].waits) == ("2x", False)
    assert told[-1].why == "Let h go to 0: the terms that still have an h go with it."


def test_what_is_no_polynomial_is_left_to_the_rules_of_differentiation():
    definition, put_in, result = lines("sin(x)", "x")
    assert signs(put_in.value) == "\\fracsin(x+h)-sin(x)h"
    assert signs(result.value) == "cos(x)"
    assert result.why == "The rules of differentiation stand for the algebra here: the known slope of sin."
    assert definition.waits


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("x**2*exp(x)", ["the product rule", "the power rule"]),
        ("3*sin(x**2) + 1", [SUM, "the constant-factor rule", CHAIN, "the power rule"]),
        ("y/x", ["the quotient rule"]),
        ("exp(y)", []),
    ],
)
def test_the_rules_named_are_those_that_are_used(text, named):
    assert rules(parse(text, ("x", "y")), "x") == named


def test_numbers_among_the_factors_are_no_reason_to_leave_the_algebra_out():
    """The double well's 0.3x, and a parameter by name."""
    told = lines("x**4 - 2*x**2 + 0.3*x + 1", "x")
    assert [line.waits for line in told] == [True] * 5 + [False]
    assert signs(told[-1].value) == "4x^3-4x+0.3"
    assert signs(told[1].value).startswith("\\frac(x+h)^4-2(x+h)^2+0.3(x+h)+1-")


@pytest.mark.parametrize(
    ("text", "along_x"),
    [("x*w", True), ("x + w**2", True), ("x**2*w", False), ("abs(x) + w", False), ("x*sin(w)", True)],
)
def test_what_is_straight_along_a_variable_says_so(text, along_x):
    land = typed(text)
    assert straight(land.formula, land.variables, "x") == along_x


def test_a_long_loss_is_not_multiplied_out():
    land = landscape(SURFACES["himmelblau"])
    told = limit(land.formula, land.variables, "x")
    assert [line.waits for line in told] == [True, True, False]
    assert told[-1].value == land.gradient[0]
    assert "the chain rule" in told[-1].why
    assert "product" not in told[-1].why


@pytest.mark.parametrize("name", SURFACES)
def test_every_line_tends_to_the_slope_that_mpmath_finds(name):
    surface = SURFACES[name]
    land = landscape(surface)
    parameters = dict(land.parameters)
    point = tuple([low + (high - low) * part for (low, high), part in zip(land.window, SHARE, strict=False)])
    slopes = exact.gradient(exact.loss_of(surface, parameters), point)
    for k, variable in enumerate(land.variables):
        told = limit(land.formula, land.variables, variable)
        assert not told[-1].waits
        for line in told[1:]:
            assert Name("h") not in [Name(id) for id in names_in(line.value)] or line.waits
            names = (*land.variables, *parameters, "h")
            at = function((line.value,), names)
            value = at(*point, *parameters.values(), 1e-6)[0]
            tolerance = {"rel": 1e-3, "abs": 1e-3} if line.waits else {"rel": 1e-9, "abs": 1e-9}
            assert value == pytest.approx(slopes[k], **tolerance)
