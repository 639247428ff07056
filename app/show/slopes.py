"""A derivative written out for reading: the quotient with its numbers, the limit line by line, one step."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.equations import table
from app.core.hands import MathML
from app.core.landscape import Landscape
from app.core.limits import Line, limit
from app.core.tree import Call, Name, Node, Number, substitute
from app.core.typeset import Layout, mathml_document

_FIGURES = 6
_HAND = MathML()
_APPROACHES = "<munder><mo>lim</mo><mrow><mi>h</mi><mo>→</mo><mn>0</mn></mrow></munder>"


def symbol(variables: Sequence[str], variable: str) -> str:
    """∂f/∂w, or df/dw where there is one variable, as MathML."""
    sign = "d" if len(variables) == 1 else "∂"
    return _HAND.fraction(
        _HAND.row([_HAND.letter(sign), _HAND.letter("f")]),
        _HAND.row([_HAND.letter(sign), _HAND.letter(variable)]),
    )


def loss(land: Landscape) -> str:
    """f(x, w) = the loss, parameters by name."""
    name = Call("f", tuple([Name(variable) for variable in land.variables]))
    return _equation(_set(name), [_set(land.formula)])


def partial(land: Landscape, k: int) -> str:
    """A partial derivative as a formula, parameters by name."""
    return _equation(symbol(land.variables, land.variables[k]), [_set(land.gradient[k])])


def with_numbers(land: Landscape, k: int, at: Sequence[float], value: float) -> str:
    """The same with the point's numbers put in, and what it comes to."""
    tree = _at(land.bound_gradient[k], land.variables, at)
    sides = [tree] if isinstance(tree, Number) else [tree, Number(value)]
    return _equation(symbol(land.variables, land.variables[k]), [_set(side) for side in sides])


def quotient(
    at: Sequence[float], there: Sequence[float], h: float, losses: tuple[float, float], value: float
) -> str:
    """(f(there) − f(at))/h with its numbers, from the losses `there` and at the point."""
    above, below = losses
    asked = Call("-", (Call("f", _numbers(there)), Call("f", _numbers(at))))
    told = Call("-", (Number(above), Number(below)))
    sides: tuple[Node, ...] = (Call("/", (asked, Number(h))), Call("/", (told, Number(h))), Number(value))
    first, *others = [_set(side) for side in sides]
    rows = [("", first), *[("", _HAND.row([_HAND.sign("="), other])) for other in others]]
    return mathml_document(table(rows))


def limit_lines(land: Landscape, variable: str) -> list[dict[str, str]]:
    """The way from the definition to the derivative, each line with its reason."""
    lines = limit(land.formula, land.variables, variable)
    return [
        {"formula": _limit_line(land, variable, line, first=line is lines[0]), "why": line.why}
        for line in lines
    ]


def _limit_line(land: Landscape, variable: str, line: Line, first: bool) -> str:
    value = _set(line.value)
    right = _HAND.row([_APPROACHES, _fenced(line.value, value)]) if line.waits else value
    ends = first or not line.waits
    return _equation(symbol(land.variables, variable) if ends else "", [right])


def _fenced(node: Node, written: str) -> str:
    """In brackets where the limit would else seem to be that of the first term alone."""
    is_sum = isinstance(node, Call) and node.function in {"+", "-", "neg"}
    return _HAND.fence("(", written, ")") if is_sum else written


def step(variables: Sequence[str], k: int, value: float, lr: float, slope: float, to: float) -> str:
    """w′ = w − lr·∂f/∂w, the same with its numbers, and what it comes to."""
    name = _HAND.letter(variables[k])
    rule = [name, _HAND.sign("−"), _HAND.word("lr"), _HAND.sign("⋅"), symbol(variables, variables[k])]
    numbers = Call("-", (Number(value), Call("*", (Number(lr), Number(slope)))))
    primed = f"<msup>{name}<mo>′</mo></msup>"
    return _equation(primed, [_HAND.row(rule), _set(numbers), _set(Number(to))], apart=True)


def _equation(left: str, sides: list[str], apart: bool = False) -> str:
    cells = [_HAND.row([_HAND.sign("="), side]) for side in sides]
    lines = [(left, cells[0]), *[("", cell) for cell in cells[1:]]] if apart else [(left, *cells)]
    return mathml_document(table(lines))


def _at(tree: Node, variables: Sequence[str], at: Sequence[float]) -> Node:
    return substitute(tree, dict(zip(variables, _numbers(at), strict=True)))


def _numbers(values: Sequence[float]) -> tuple[Node, ...]:
    return tuple([Number(value) for value in values])


def _set(node: Node) -> str:
    return Layout(_HAND, _FIGURES).set(node)
