"""Exact derivatives: expression tree in, expression tree out, by way of sympy.

sympy never sees text. Functions with kinks are opaque to it (it would try to prove their signs,
slowly), each with its derivative told in the small language.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache, reduce
from typing import Any, TypeVar

import sympy
from sympy.core.parameters import distribute

from app.core.errors import BadInput
from app.core.functions import COMPARISONS, FUNCTIONS, MEAN, OVER_ROWS
from app.core.language import parse
from app.core.tree import Call, Name, Node, Number, constant, is_row, names_in

T = TypeVar("T")

SIZE = 4000

# Almost everywhere: at the kink itself the value is a choice, the usual one.
_DERIVATIVES = {
    "abs": ("sign(u)",),
    "sign": ("0",),
    "floor": ("0",),
    "ceil": ("0",),
    "relu": ("where(u > 0, 1, 0)",),
    "sigmoid": ("sigmoid(u)*(1 - sigmoid(u))",),
    "softplus": ("sigmoid(u)",),
    "min": ("where(u < v, 1, 0)", "where(u < v, 0, 1)"),
    "max": ("where(u > v, 1, 0)", "where(u > v, 0, 1)"),
    **dict.fromkeys(COMPARISONS, ("0", "0")),
}


class _Opaque(sympy.Function):  # type: ignore[misc]
    """A function that sympy leaves as it is, and derives by the table."""

    function: str

    def fdiff(self, argindex: int = 1) -> Any:
        if self.function == "where":
            zero, one = sympy.Integer(0), sympy.Integer(1)
            return (
                zero,
                _OPAQUE["where"](self.args[0], one, zero),
                _OPAQUE["where"](self.args[0], zero, one),
            )[argindex - 1]
        tree = parse(_DERIVATIVES[self.function][argindex - 1], ("u", "v"))
        return symbolic(tree, dict(zip("uv", self.args, strict=False)))


class _Mean(sympy.Function):  # type: ignore[misc]
    """The mean over the rows of the data: linear, so a derivative goes inside."""

    @classmethod
    def eval(cls, inner: Any) -> Any:
        """What has no row in it stands for itself, and what multiplies every row stands before the mean."""
        if not any(is_row(symbol.name) for symbol in inner.free_symbols):
            return inner
        factor, rest = inner.as_coeff_Mul()
        return None if factor == 1 else factor * cls(rest)

    def _eval_derivative(self, symbol: Any) -> Any:
        return _Mean(self.args[0].diff(symbol))


_OPAQUE: dict[str, Any] = {
    MEAN: _Mean,
    **{name: type(f"_{name}", (_Opaque,), {"function": name}) for name in (*_DERIVATIVES, "where")},
}
_NAMES = {cls.__name__: name for name, cls in _OPAQUE.items()}
_KNOWN = {
    name: getattr(sympy, name)
    for name in ("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "exp", "log", "sqrt")
}
_CONSTANTS = {"pi": sympy.pi, "e": sympy.E}


def _number(value: float) -> Any:
    return sympy.Integer(int(value)) if value == int(value) and abs(value) < 1e6 else sympy.Float(value)


def _is_exact(node: Node) -> bool:
    """Whether a constant may stay symbolic: sums, products and ratios of small whole numbers, and pi."""
    if isinstance(node, Call):
        return node.function in {"+", "-", "*", "/", "neg"} and all(_is_exact(a) for a in node.arguments)
    return isinstance(node, Name) or node.value == int(node.value)


def symbolic(node: Node, names: dict[str, Any]) -> Any:
    """A tree as a sympy expression; `names` gives the symbol of each name."""
    value = constant(node)
    if value is not None and not _is_exact(node):
        return _number(value)
    match node:
        case Number(value):
            return _number(value)
        case Name(id):
            return names[id] if id in names else _CONSTANTS[id]
        case Call(function, arguments):
            return _applied(function, [symbolic(a, names) for a in arguments])
    raise TypeError(node)


def _applied(function: str, arguments: list[Any]) -> Any:
    match function, arguments:
        case "+", (u, v):
            return u + v
        case "-", (u, v):
            return u - v
        case "*", (u, v):
            return u * v
        case "/", (u, v):
            return u / v
        case "**", (u, v):
            return u**v
        case "neg", (u,):
            return -u
        case (("log2" | "log10"), (u,)):
            return sympy.log(u) / sympy.Float(float(sympy.log(int(function[3:]))))
    return _KNOWN[function](*arguments) if function in _KNOWN else _OPAQUE[function](*arguments)


def tree_of(expression: Any) -> Node:
    """A sympy expression as a tree again, terms and factors in sympy's reading order."""
    if expression.is_Add:
        return _sum(expression.as_ordered_terms())
    if expression.is_Mul:
        return _product(expression)
    if expression.is_Pow:
        return _power(expression.base, expression.exp)
    if expression.is_Symbol:
        return Name(expression.name)
    for name, value in _CONSTANTS.items():
        if expression == value:
            return Name(name)
    if expression.is_Rational and not expression.is_Integer:
        return Call("/", (Number(float(expression.p)), Number(float(expression.q))))
    name = _NAMES.get(type(expression).__name__, type(expression).__name__)
    if name in FUNCTIONS or name in COMPARISONS or name in OVER_ROWS:
        return Call(name, tuple([tree_of(a) for a in expression.args]))
    # What is not a real number, such as a division by x - x, has no value anywhere.
    is_real = expression.is_Number and expression.is_finite
    return Number(float(expression) if is_real else math.nan)


def _sum(terms: list[Any]) -> Node:
    # By falling power; of two terms, one with a minus reads better behind one without: 1 − x².
    if len(terms) == 2:
        terms = sorted(terms, key=_is_negative)
    return reduce(_joined, terms[1:], tree_of(terms[0]))


def _is_negative(term: Any) -> bool:
    return bool((term.is_Number or term.is_Mul) and term.as_coeff_Mul()[0].is_negative)


def _joined(left: Node, term: Any) -> Node:
    return Call("-", (left, tree_of(-term))) if _is_negative(term) else Call("+", (left, tree_of(term)))


def _product(expression: Any) -> Node:
    coefficient, _ = expression.as_coeff_Mul()
    if coefficient.is_negative:
        return Call("neg", (tree_of(-expression),))
    above: list[Any] = []
    below: list[Any] = []
    for factor in expression.as_ordered_factors():
        if factor.is_Number and float(factor) == 1:
            continue
        if factor.is_Rational and not factor.is_Integer:
            above += [sympy.Integer(factor.p)] if factor.p != 1 else []
            below.append(sympy.Integer(factor.q))
        elif factor.is_Pow and factor.exp.is_number and factor.exp.is_negative:
            below.append(sympy.Pow(factor.base, -factor.exp))
        else:
            above.append(factor)
    numerator = _factors(above)
    return Call("/", (numerator, _factors(below))) if below else numerator


def _factors(factors: list[Any]) -> Node:
    trees = [tree_of(f) for f in factors] or [Number(1.0)]
    return reduce(lambda left, right: Call("*", (left, right)), trees)


def _power(base: Any, exponent: Any) -> Node:
    if exponent.is_number and exponent.is_negative:
        return Call("/", (Number(1.0), tree_of(sympy.Pow(base, -exponent))))
    if exponent == sympy.Rational(1, 2):
        return Call("sqrt", (tree_of(base),))
    if base == sympy.E:
        return Call("exp", (tree_of(exponent),))
    return Call("**", (tree_of(base), tree_of(exponent)))


def _sizes(node: Node) -> tuple[float, float, float]:
    """About how many parts a tree, its derivative and its second derivative have, written out."""
    if constant(node) is not None:
        return 1.0, 0.0, 0.0
    if not isinstance(node, Call):
        return 1.0, 1.0, 0.0
    parts = [_sizes(a) for a in node.arguments if constant(a) is None]
    size, first, second = (sum(column) for column in zip(*parts, strict=True))
    if node.function in {"+", "-", "neg"}:
        return 1 + size, first, second
    return 2 + size, 2 + size + first, 4 + 2 * size + 3 * first + second


def check_size(node: Node, field: str = "formula") -> None:
    """BadInput where writing out the second derivative would take too long."""
    if _sizes(node)[2] > SIZE:
        raise BadInput(
            field, "The formula's second derivative would be too long to write out; make it simpler."
        )


@lru_cache(maxsize=512)
def gradient(node: Node, variables: tuple[str, ...]) -> tuple[Node, ...]:
    """The partial derivatives of a tree, one tree a variable."""
    return _short(lambda: tuple([tree_of(d) for d in _derivatives(node, variables)]))


@lru_cache(maxsize=512)
def hessian(node: Node, variables: tuple[str, ...]) -> tuple[tuple[Node, ...], ...]:
    """The second partial derivatives of a tree; symmetric."""
    symbols = [sympy.Symbol(name) for name in variables]
    return _short(
        lambda: tuple([
            tuple([tree_of(first.diff(s)) for s in symbols]) for first in _derivatives(node, variables)
        ])
    )  # fmt: skip


def _short(derive: Callable[[], T]) -> T:
    """What `derive` makes, with 2*(x + y) left as it is: shorter to read, and to compute."""
    try:
        with distribute(False):
            return derive()
    except RecursionError:
        # Where it may not distribute the minus, sympy turns sinh(-x - 2) around for ever.
        return derive()


def _derivatives(node: Node, variables: tuple[str, ...]) -> list[Any]:
    symbols = {name: sympy.Symbol(name) for name in names_in(node) | set(variables)}
    expression = symbolic(node, symbols)
    return [expression.diff(symbols[name]) for name in variables]
