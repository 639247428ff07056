"""A tree written as text reads back to itself."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.core.errors import BadInput
from app.core.functions import FUNCTIONS
from app.core.landscape import landscape
from app.core.language import parse
from app.core.surfaces import SURFACES
from app.core.tree import Call, Name, Node, Number
from app.core.written import written

NUMBERS = st.floats(1e-12, 1e12).map(Number)
LEAVES = st.one_of(NUMBERS, st.sampled_from([Name("x"), Name("y"), Name("pi")]))


def calls(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    signs = st.builds(lambda f, u, v: Call(f, (u, v)), st.sampled_from(["+", "-", "*"]), inner, inner)
    powers = st.builds(lambda u, n: Call("**", (u, Number(float(n)))), inner, st.integers(1, 3))
    names = st.sampled_from([name for name, one in FUNCTIONS.items() if one.arity == 1])
    return st.one_of(signs, powers, st.builds(lambda f, u: Call(f, (u,)), names, inner))


@given(st.recursive(LEAVES, calls, max_leaves=8))
def test_what_is_written_reads_back_to_the_same_tree(tree: Node) -> None:
    try:
        read = parse(written(tree), ("x", "y"), rule=True, limited=False)
    except BadInput as refused:
        # Such as asin(2), which no text may say.
        assume("constant part that is not a finite number" not in refused.message)
        raise
    assert read == tree


@pytest.mark.parametrize("id", SURFACES)
def test_every_formula_of_the_catalogue_reads_back(id: str) -> None:
    tree = landscape(SURFACES[id]).formula
    names = {*SURFACES[id].variables, *[p.name for p in SURFACES[id].parameters]}
    assert parse(written(tree), names, limited=False) == tree


@pytest.mark.parametrize(
    "text",
    [
        "x**2 + y**2",
        "x - (y - 1)",
        "-x**2",
        "(-x)**2",
        "x*(-3) + 2*(x + y)",
        "x/(y*2)",
        "where(x < 0, -x, 3*x)",
        "(x**2)**3",
        "2**(-x)",
    ],
)
def test_no_more_brackets_are_written_than_a_hand_would(text: str) -> None:
    assert written(parse(text, ("x", "y"))) == text
