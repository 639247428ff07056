"""A partial derivative from its definition: the steps that lead from the difference quotient to its limit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any

import sympy

from app.core.calculus import gradient, symbolic, tree_of
from app.core.functions import COMPARISONS
from app.core.tree import Call, Name, Node, names_in, substitute

H = Name("h")

# Longer than this, a line is no longer read.
_TERMS = 12
_LEAVES = 26

_SUM, _PRODUCT, _QUOTIENT = "the sum rule (term by term)", "the product rule", "the quotient rule"
_FACTOR, _POWER, _CHAIN = (
    "the constant-factor rule",
    "the power rule",
    "the chain rule (inside times outside)",
)
_SAID = {"log": "ln", "**": "powers", "where": "each piece"}


@dataclass(frozen=True)
class Line:
    """One line of the way to the limit: what is true of the slope, and why it follows.

    value: the expression; where it is a quotient whose limit is still to be taken, `waits` is true.
    """

    value: Node
    why: str
    waits: bool


@lru_cache(maxsize=256)
def limit(formula: Node, variables: tuple[str, ...], variable: str) -> tuple[Line, ...]:
    """The lines from the definition to the partial derivative by `variable`.

    For a polynomial of few terms each step of the algebra is a line; else the rules of differentiation
    stand for them.
    """
    exact = gradient(formula, variables)[variables.index(variable)]
    worked = _worked(formula, variables, variable, exact)
    return (*_defined(formula, variables, variable), *(worked or [_by_rule(formula, variable, exact)]))


def _defined(formula: Node, variables: tuple[str, ...], variable: str) -> list[Line]:
    place = tuple([Name(name) for name in variables])
    there = tuple([_moved(name) if name == variable else Name(name) for name in variables])
    definition = _quotient(Call("L", there), Call("L", place))
    lines = [
        Line(
            definition,
            f"The definition: how much the loss rises when {variable} grows by h, for each unit of h, "
            "as h goes to 0.",
            True,
        )
    ]
    put_in = _quotient(substitute(formula, {variable: _moved(variable)}), formula)
    if _leaves(put_in) <= _LEAVES:
        lines.append(Line(put_in, f"Put the loss in: once with {variable} + h, once with {variable}.", True))
    return lines


def _moved(variable: str) -> Node:
    return Call("+", (Name(variable), H))


def _quotient(there: Node, here: Node) -> Node:
    return Call("/", (Call("-", (there, here)), H))


def _leaves(node: Node) -> int:
    return sum([_leaves(part) for part in node.arguments]) if isinstance(node, Call) else 1


def _by_rule(formula: Node, variable: str, exact: Node) -> Line:
    used = rules(formula, variable)
    known = sorted({_SAID.get(name, name) for name in _functions(formula, variable)})
    told = [", ".join(used), f"the known {'slopes' if len(known) > 1 else 'slope'} of {', '.join(known)}"]
    why = " and ".join([text for text, there in zip(told, (used, known), strict=True) if there])
    return Line(exact, f"The rules of differentiation stand for the algebra here: {why}.", False)


def rules(formula: Node, variable: str) -> list[str]:
    """The rules of differentiation that lead to the slope along a variable, each once, in plain words."""
    return list(dict.fromkeys(_rules(formula, variable)))


def _rules(node: Node, variable: str) -> list[str]:
    if not isinstance(node, Call) or variable not in names_in(node):
        return []
    moving = [variable in names_in(part) for part in node.arguments]
    inner = [rule for part in node.arguments for rule in _rules(part, variable)]
    match node.function:
        case "+" | "-":
            return [_SUM, *inner]
        case "*":
            return [_PRODUCT if all(moving) else _FACTOR, *inner]
        case "/":
            return [_QUOTIENT if moving[1] else _FACTOR, *inner]
        case "neg" | "mean":
            return inner
    own = [_POWER] if node.function == "**" and moving == [True, False] else []
    chained = any(isinstance(part, Call) for part, moves in zip(node.arguments, moving, strict=True) if moves)
    return [*own, *([_CHAIN] if chained else []), *inner]


def _functions(node: Node, variable: str) -> set[str]:
    """The functions of the variable whose own slopes have to be known."""
    if not isinstance(node, Call) or variable not in names_in(node):
        return set()
    inside = {name for part in node.arguments for name in _functions(part, variable)}
    plain = node.function in {"+", "-", "*", "/", "neg", "mean", "where"}
    is_power = node.function == "**" and variable not in names_in(node.arguments[1])
    return inside if plain or is_power or node.function in COMPARISONS else {node.function, *inside}


def straight(formula: Node, variables: tuple[str, ...], variable: str) -> bool:
    """Whether the loss is a straight line along the variable, wherever it is cut."""
    symbols = _Symbols(formula, variables)
    moving = symbols.of[variable]
    loss = symbolic(formula, symbols.of)
    return bool(loss.is_polynomial(moving) and sympy.degree(sympy.expand(loss), moving) <= 1)


class _Symbols:
    """sympy's symbols for a formula's names, so named that they are written in the order of the variables."""

    def __init__(self, formula: Node, variables: tuple[str, ...]) -> None:
        others = sorted(names_in(formula) - set(variables))
        self.names = [*others, *variables, H.id]
        self.of = {name: sympy.Symbol(f"{place:02}{name}") for place, name in enumerate(self.names)}
        self.back: dict[str, Node] = {symbol.name: Name(name) for name, symbol in self.of.items()}

    def tree(self, expression: Any) -> Node:
        """The expression as a tree, by its own names."""
        return substitute(tree_of(expression), self.back)


def _worked(formula: Node, variables: tuple[str, ...], variable: str, exact: Node) -> list[Line] | None:
    """The algebra line by line; None where it would not be read, or where there is none."""
    symbols = _Symbols(formula, variables)
    loss = symbolic(formula, symbols.of)
    if not loss.is_polynomial(*loss.free_symbols):
        return None
    step, moving = symbols.of[H.id], symbols.of[variable]
    here = sympy.expand(loss)
    there = sympy.expand(loss.subs(moving, moving + step))
    rise = sympy.expand(there - here)
    if len(sympy.Add.make_args(there)) > _TERMS:
        return None
    ratio = sympy.expand(rise / step)
    slope = ratio.subs(step, 0)
    lines = [
        Line(_over(_apart(symbols, there, here)), "Multiply out.", True),
        Line(_over(symbols.tree(rise)), _cancelled(symbols, here), True),
        Line(symbols.tree(ratio), "Every term above has an h, so h divides out.", True),
        Line(symbols.tree(slope), _let_go(ratio, step), False),
    ]
    return [*lines, *_gathered(symbols.tree(slope), exact)]


def _over(node: Node) -> Node:
    return Call("/", (node, H))


def _apart(symbols: _Symbols, there: Any, here: Any) -> Node:
    """Both losses multiplied out, the second taken from the first term by term."""

    def less(left: Node, term: Any) -> Node:
        negative = term.as_coeff_Mul()[0].is_negative
        return Call("+" if negative else "-", (left, symbols.tree(-term if negative else term)))

    return reduce(less, here.as_ordered_terms(), symbols.tree(there))


def _cancelled(symbols: _Symbols, here: Any) -> str:
    if len(here.as_ordered_terms()) == 1:
        return "The term without h is there twice, with opposite signs, and cancels."
    return "The terms without h are there twice, with opposite signs, and cancel."


def _let_go(ratio: Any, step: Any) -> str:
    if not ratio.has(step):
        return "Nothing is left that depends on h, so this is the limit."
    return "Let h go to 0: the terms that still have an h go with it."


def _gathered(told: Node, exact: Node) -> list[Line]:
    """The derivative as it is written elsewhere on the page, where that looks different."""
    if _leaves(told) == _leaves(exact):
        return []
    return [Line(exact, "The same, written shorter: this is the formula that runs.", False)]
