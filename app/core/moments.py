"""A mean over many rows as a polynomial in the weights, where it is one: its cost forgets the rows.

The coefficients are means of the data alone, taken once. Near a loss of 0 their sum loses digits that the
mean of the rows has, so this is for pictures; what a run meets is always the mean itself.
"""

from __future__ import annotations

from functools import reduce
from typing import Any

import sympy

from app.core.calculus import symbolic, tree_of
from app.core.compile import function, is_mean
from app.core.rows import Rows
from app.core.tree import Call, Node, Number, children, names_in

# More terms than this are no cheaper than the rows.
_TERMS = 40


def condensed(tree: Node, variables: tuple[str, ...], rows: Rows) -> Node | None:
    """The tree with numbers in place of the rows; None where a mean in it is no short polynomial."""
    if is_mean(tree):
        return _polynomial(tree, variables, rows)
    parts = [condensed(child, variables, rows) for child in children(tree)]
    known = tuple([part for part in parts if part is not None])
    if len(known) < len(parts):
        return None
    return Call(tree.function, known) if isinstance(tree, Call) else tree


def _polynomial(mean: Node, variables: tuple[str, ...], rows: Rows) -> Node | None:
    inner = children(mean)[0]
    symbols = {name: sympy.Symbol(name) for name in names_in(inner) | set(variables)}
    weights = [symbols[name] for name in variables]
    expression = symbolic(inner, symbols)
    if not expression.is_polynomial(*weights):
        return None
    terms = sympy.Poly(expression, *weights).terms()
    if len(terms) > _TERMS:
        return None
    parts = [_term(coefficient, powers, weights, rows) for powers, coefficient in terms]
    return reduce(lambda total, part: Call("+", (total, part)), parts)


def _term(coefficient: Any, powers: tuple[int, ...], weights: list[Any], rows: Rows) -> Node:
    """The mean of a coefficient over the rows, times its powers of the weights."""
    mean = Call("mean", (tree_of(coefficient),))
    value = function((mean,), rows.names)(*rows.arrays)[0]
    power = reduce(lambda product, pair: product * pair[0] ** pair[1], zip(weights, powers, strict=True), 1)
    return Call("*", (Number(float(value)), tree_of(sympy.sympify(power))))
