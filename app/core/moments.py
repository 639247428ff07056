"""A mean over many rows as a polynomial in the weights, where it is one: its cost forgets the rows.

The coefficients are means of the data alone, taken once. Where the sum is far smaller than its terms it
has lost digits that the mean of the rows has, and is taken from the rows after all. This is for pictures;
what a run meets is always the mean itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from itertools import product
from typing import Any

import numpy as np

from app.core.compile import function, is_mean
from app.core.rows import Floats, Rows
from app.core.tree import Call, Name, Node, Number, children, constant, names_in

# More terms than this are no cheaper than the rows.
_TERMS = 40
# A sum that is smaller than this share of its terms is not to be trusted to ten digits.
_LOST = 1e-5

# The coefficient of each product of powers of the weights: one number, or one for each row.
Terms = dict[tuple[int, ...], Any]


def quickened(
    tree: Node, variables: tuple[str, ...], rows: Rows, exact: Callable[..., Floats]
) -> Callable[..., Floats] | None:
    """What `exact` gives on arrays of points, by the polynomial where that is as good; None where none is."""
    short = condensed(tree, variables, rows)
    sizes = condensed(tree, variables, rows, sizes=True)
    if short is None or sizes is None:
        return None
    compute = function((short, sizes), variables, True)

    def losses(*coordinates: Floats) -> Floats:
        points = np.broadcast_arrays(*coordinates)
        told, size = [np.array(np.broadcast_to(one, points[0].shape)) for one in compute(*points)]
        lost = np.abs(told) < _LOST * size
        if lost.any():
            told[lost] = exact(*[column[lost] for column in points])
        return told

    return losses


def condensed(tree: Node, variables: tuple[str, ...], rows: Rows, sizes: bool = False) -> Node | None:
    """The tree with numbers in place of the rows; None where a mean in it is no short polynomial.

    sizes: each mean as if no two of its terms had different signs.
    """
    if is_mean(tree):
        terms = _terms(children(tree)[0], variables, rows)
        return None if terms is None else _polynomial(terms, variables, sizes)
    parts = [condensed(child, variables, rows, sizes) for child in children(tree)]
    known = tuple([part for part in parts if part is not None])
    if len(known) < len(parts):
        return None
    return Call(tree.function, known) if isinstance(tree, Call) else tree


def _polynomial(terms: Terms, variables: tuple[str, ...], sizes: bool) -> Node | None:
    means = {powers: float(np.mean(coefficient)) for powers, coefficient in terms.items()}
    if not np.isfinite([*means.values()]).all():
        return None
    names: list[Node] = [Name(name) for name in variables]
    if sizes:
        means = {powers: abs(mean) for powers, mean in means.items()}
        names = [Call("abs", (name,)) for name in names]
    return reduce(
        lambda total, part: Call("+", (total, part)),
        [_term(mean, powers, names) for powers, mean in means.items()],
    )


def _term(mean: float, powers: tuple[int, ...], names: list[Node]) -> Node:
    raised = [Call("**", (name, Number(float(k)))) for name, k in zip(names, powers, strict=True) if k]
    whole: Node = Number(mean)
    return reduce(lambda total, power: Call("*", (total, power)), raised, whole)


def _terms(node: Node, variables: tuple[str, ...], rows: Rows) -> Terms | None:
    """A tree as a polynomial in the weights; None where it is none, or a long one."""
    if names_in(node).isdisjoint(variables):
        return _constant(node, variables, rows)
    match node:
        case Name(id):
            return {tuple([int(id == name) for name in variables]): 1.0}
        case Call("neg", (inner,)):
            return _times(_terms(inner, variables, rows), _constant(Number(-1.0), variables, rows))
        case Call("+", (left, right)):
            return _plus(_terms(left, variables, rows), _terms(right, variables, rows))
        case Call("-", (left, right)):
            return _plus(_terms(left, variables, rows), _terms(Call("neg", (right,)), variables, rows))
        case Call("*", (left, right)):
            return _times(_terms(left, variables, rows), _terms(right, variables, rows))
        case Call("/", (above, below)) if names_in(below).isdisjoint(variables):
            share = _constant(Call("/", (Number(1.0), below)), variables, rows)
            return _times(_terms(above, variables, rows), share)
        case Call("**", (base, exponent)):
            return _raised(_terms(base, variables, rows), constant(exponent))
    return None


def _constant(node: Node, variables: tuple[str, ...], rows: Rows) -> Terms | None:
    try:
        with np.errstate(all="ignore"):
            value = function((node,), rows.names)(*rows.arrays)[0]
    except (ArithmeticError, ValueError):
        return None
    return {(0,) * len(variables): value}


def _plus(left: Terms | None, right: Terms | None) -> Terms | None:
    if left is None or right is None:
        return None
    return {powers: left.get(powers, 0.0) + right.get(powers, 0.0) for powers in {**left, **right}}


def _times(left: Terms | None, right: Terms | None) -> Terms | None:
    if left is None or right is None:
        return None
    found: Terms = {}
    with np.errstate(all="ignore"):
        for (one, u), (other, v) in product(left.items(), right.items()):
            powers = tuple([i + j for i, j in zip(one, other, strict=True)])
            found[powers] = found.get(powers, 0.0) + u * v
    return found if len(found) <= _TERMS else None


def _raised(base: Terms | None, exponent: float | None) -> Terms | None:
    if base is None or exponent is None or exponent != int(exponent) or not 1 <= exponent <= _TERMS:
        return None
    whole: Terms | None = base
    for _ in range(int(exponent) - 1):
        whole = _times(whole, base)
    return whole
