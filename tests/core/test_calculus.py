import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.calculus import SIZE, check_size, gradient, hessian
from app.core.compile import function
from app.core.errors import BadInput
from app.core.language import parse
from app.core.typeset import latex

# Each with the same in mpmath, written independently.
CASES = [
    ("x**4*y - y**3/x", lambda x, y: x**4 * y - y**3 / x),
    ("sin(x*y) + cos(x)/tan(y)", lambda x, y: mpmath.sin(x * y) + mpmath.cos(x) / mpmath.tan(y)),
    (
        "exp(-x**2)*log(y) + log2(x) - log10(y)",
        lambda x, y: mpmath.exp(-(x**2)) * mpmath.log(y) + mpmath.log(x, 2) - mpmath.log10(y),
    ),
    (
        "asin(x/3) + acos(y/3) + atan(x*y)",
        lambda x, y: mpmath.asin(x / 3) + mpmath.acos(y / 3) + mpmath.atan(x * y),
    ),
    ("sinh(x) + cosh(y)*tanh(x)", lambda x, y: mpmath.sinh(x) + mpmath.cosh(y) * mpmath.tanh(x)),
    ("sqrt(x**2 + y**2)**3", lambda x, y: mpmath.sqrt(x**2 + y**2) ** 3),
    ("abs(x - 2*y)*max(x, y**2) - min(x, y)", lambda x, y: abs(x - 2 * y) * max(x, y**2) - min(x, y)),
    (
        "sigmoid(x*y) + softplus(x - y) + relu(y - x)",
        lambda x, y: 1 / (1 + mpmath.exp(-x * y)) + mpmath.log(1 + mpmath.exp(x - y)) + max(y - x, 0),
    ),
    ("where(x > y, x**2*y, y**3)", lambda x, y: x**2 * y if x > y else y**3),
    (
        "sign(x)*x*y + floor(x)*y + ceil(y)*x",
        lambda x, y: mpmath.sign(x) * x * y + mpmath.floor(x) * y + mpmath.ceil(y) * x,
    ),
    ("(x**2 + 1)**y", lambda x, y: (x**2 + 1) ** y),
    ("1.5*x**-2 + y**0.5", lambda x, y: mpmath.mpf("1.5") / x**2 + mpmath.sqrt(y)),
]
POINTS = [(0.7, 1.3), (1.9, 0.4), (2.2, 2.6)]


@pytest.mark.parametrize(("text", "authority"), CASES, ids=[text for text, _ in CASES])
@pytest.mark.parametrize("point", POINTS)
def test_gradient_and_hessian_agree_with_high_precision_differences(text, authority, point):
    tree = parse(text, ("x", "y"))
    slopes = function(gradient(tree, ("x", "y")), ("x", "y"))(*point)
    bends = function(tuple(e for row in hessian(tree, ("x", "y")) for e in row), ("x", "y"))(*point)
    with mpmath.workdps(40):
        at = tuple(mpmath.mpf(c) for c in point)
        for slope, order in zip(slopes, [(1, 0), (0, 1)], strict=True):
            assert slope == pytest.approx(float(mpmath.diff(authority, at, order)), rel=1e-12, abs=1e-12)
        for bend, order in zip(bends, [(2, 0), (1, 1), (1, 1), (0, 2)], strict=True):
            assert bend == pytest.approx(float(mpmath.diff(authority, at, order)), rel=1e-10, abs=1e-10)


def test_a_derivative_stays_as_short_as_a_reader_would_write_it():
    tree = parse("(x**2 + y - 11)**2 + (x + y**2 - 7)**2", ("x", "y"))
    assert latex(gradient(tree, ("x", "y"))[0]).count("x") == 3


@pytest.mark.parametrize("text", ["sinh(-x - 2)", "tanh(-x - y)", "sinh((-1*x) - (x + 2))"])
def test_odd_functions_of_what_begins_with_a_minus_have_derivatives_too(text):
    tree = parse(text, ("x", "y"))
    slopes = function(gradient(tree, ("x", "y")), ("x", "y"))
    loss = function((tree,), ("x", "y"))
    step = 1e-6
    expected = [
        (loss(0.3 + step, 0.4)[0] - loss(0.3 - step, 0.4)[0]) / (2 * step),
        (loss(0.3, 0.4 + step)[0] - loss(0.3, 0.4 - step)[0]) / (2 * step),
    ]
    assert slopes(0.3, 0.4) == pytest.approx(expected, rel=1e-7)
    assert len(hessian(tree, ("x", "y"))) == 2


def test_the_slope_at_a_kink_is_the_usual_choice():
    slope = function(gradient(parse("abs(x) + relu(x)", ("x",)), ("x",)), ("x",))
    assert slope(0.0) == (0.0,)


def test_a_formula_whose_second_derivative_would_fill_pages_is_refused():
    product = "*".join([f"sin(x*y + {i})" for i in range(20)])
    with pytest.raises(BadInput, match="too long to write out"):
        check_size(parse(product, ("x", "y")))
    assert SIZE > 1000


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(-3, 3).map(lambda v: round(v, 2)), min_size=6, max_size=6),
    st.floats(-2, 2),
    st.floats(-2, 2),
)
def test_the_hessian_of_any_polynomial_is_numpys(coefficients, x, y):
    a, b, c, d, e, f = coefficients
    text = f"{a}*x**3 + {b}*x**2*y + {c}*x*y**2 + {d}*y**3 + {e}*x + {f}*y".replace("+ -", "- ")
    entries = hessian(parse(text, ("x", "y")), ("x", "y"))
    found = function(tuple(entry for row in entries for entry in row), ("x", "y"))(x, y)
    mixed = 2 * b * x + 2 * c * y
    expected = [6 * a * x + 2 * b * y, mixed, mixed, 2 * c * x + 6 * d * y]
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)
