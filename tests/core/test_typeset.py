from xml.etree import ElementTree

import pytest

from app.core.breaking import broken, width
from app.core.equations import equations
from app.core.hands import MathML
from app.core.landscape import landscape
from app.core.language import parse
from app.core.optimizers import OPTIMIZERS
from app.core.optimizers.rule import Rule
from app.core.plan import program_of
from app.core.surfaces import SURFACES
from app.core.tree import Number
from app.core.typeset import Layout, assignment, latex, mathml, mathml_document

NAMES = ("x", "y", "p", "g", "lr", "m_hat", "beta1", "v", "rho_inf", "t")


def tex(text, **options):
    """The LaTeX of a text, spaces and grouping braces around single signs left out."""
    return latex(parse(text, NAMES, rule=True), **options).replace(" ", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x + y", "{x+y}"),
        ("x - (y - 1)", "{x-\\left({y-1}\\right)}"),
        ("(x + y)*2", "{\\left({x+y}\\right)\\cdot2}"),
        ("2*x", "{2x}"),
        ("x*y", "{x\\cdoty}"),
        ("2*x*y", "{{2x}\\cdoty}"),
        ("x*(y + 1)", "{x\\cdot\\left({y+1}\\right)}"),
        ("x*sin(y)", "{x\\cdot{\\mathrm{sin}\\left({y}\\right)}}"),
        ("2*(y + 1)", "{2\\left({y+1}\\right)}"),
        ("2*pi*x", "{{2\\pi}x}"),
        ("lr*g", "{\\mathrm{lr}\\cdotg}"),
        ("x/(y + 1)", "\\frac{x}{{y+1}}"),
        ("(x + 1)**2", "{\\left({x+1}\\right)}^{2}"),
        ("-x**2", "{-{x}^{2}}"),
        ("(-x)**2", "{\\left({-x}\\right)}^{2}"),
        ("sqrt(x)", "\\sqrt{x}"),
        ("abs(x)", "\\left|x\\right|"),
        ("norm(g)", "\\left\\|g\\right\\|"),
        ("exp(-x)", "{e}^{{-x}}"),
        ("log(x)", "{\\mathrm{ln}\\left({x}\\right)}"),
        ("log2(x)", "{{\\mathrm{log}}_{2}\\left({x}\\right)}"),
        ("m_hat", "\\hat{m}"),
        ("beta1**t", "{{\\beta}_{1}}^{t}"),
        ("1e-8", "{10}^{{-8}}"),
        ("2.5e+30", "{2.5\\times{10}^{30}}"),
        ("x + -2", "{x+\\left({-2}\\right)}"),
        ("2*pi", "{2\\pi}"),
        ("max(x, y)", "{\\mathrm{max}\\left({x,y}\\right)}"),
        ("where(x > 0, x, 0)", "\\begin{cases}x&{\\mathrm{if~}{x>0}}\\\\0&\\mathrm{otherwise}\\end{cases}"),
    ],
)
def test_latex_is_written_as_a_person_would(text, expected):
    assert tex(text) == expected


def test_numbers_are_rounded_only_where_asked():
    assert latex(Number(0.123456789)) == "0.123456789"
    assert latex(Number(0.123456789), 3) == "0.123"
    assert latex(Number(3.0), 3) == "3"


def test_an_assignment_points_from_the_value_to_the_name():
    root = ElementTree.fromstring(assignment("p", parse("p - lr*g", NAMES, rule=True)))
    assert "".join(root.itertext()).replace(" ", "") == "p←p−lr⋅g"


def test_equations_have_a_row_for_each_coordinate_with_its_value():
    trees = (parse("1 - 2", ()), parse("3 - 4", ()))
    table = ElementTree.fromstring(equations("p", ("x", "y"), trees, (-1.0, -1.5)))
    rows = ["".join(row.itertext()) for row in table.iter("mtr")]
    assert rows == ["x=1−2=−1", "y=3−4=−1.5"]


def test_what_a_long_expression_comes_to_stands_on_a_row_of_its_own():
    trees = (parse("1*2 + 3*4 + 5*6 + 7*8 - 1234*(1 + 9)", ()), parse("1 + 1", ()))
    table = ElementTree.fromstring(equations("m", ("x", "y"), trees, (-12240.0, 2.0)))
    rows = ["".join(row.itertext()) for row in table.iter("mtr")]
    assert rows == ["mx=1⋅2+3⋅4+5⋅6+7⋅8−1234\u2062(1+9)", "=−12240", "my=1+1", "=2"]


@pytest.mark.parametrize(
    "text",
    [
        "4*x*(x**2 + y - 11) + 2*(x + y**2 - 7) - 123456*x",
        "(x + 2*y - 3*x + 4*y + 5*x + 6)*(x - 2*y + 3*x - 4*y)**2",
        "-sin(x + 2*y - 3*x + 4*y + 5*x)/(1 + x + 2*y - 3*x + 4*y)",
        "sqrt(1 + x + 2*y - 3*x + 4*y + 5*x)*abs(x + 2*y - 3*x + 4*y)",
    ],
)
def test_a_long_formula_is_broken_into_rows_that_fit_and_none_of_it_is_lost(text):
    layout, tree = Layout(MathML()), parse(text, NAMES)
    rows = broken(layout, tree, 18)
    assert all(width(row) <= 20 for row in rows)
    signs = "".join(["".join(ElementTree.fromstring(f"<mrow>{row}</mrow>").itertext()) for row in rows])
    whole = "".join(ElementTree.fromstring(f"<mrow>{layout.set(tree)}</mrow>").itertext())
    assert signs.replace("\u2062", "").replace("⋅", "") == whole.replace("\u2062", "").replace("⋅", "")


@pytest.mark.parametrize("name", SURFACES)
def test_every_surface_is_typeset_as_well_formed_mathml(name):
    scene = landscape(SURFACES[name])
    for tree in (scene.formula, *scene.gradient, *[entry for row in scene.hessian for entry in row]):
        root = ElementTree.fromstring(mathml_document(mathml(tree), label="formula <&>"))
        assert "".join(root.itertext())
        assert latex(tree).count("{") == latex(tree).count("}")


@pytest.mark.parametrize("name", [name for name, o in OPTIMIZERS.items() if isinstance(o, Rule)])
def test_every_rule_is_typeset_as_well_formed_mathml(name):
    for line in program_of(OPTIMIZERS[name]).lines:
        assert "".join(ElementTree.fromstring(assignment(line.name, line.value)).itertext())
